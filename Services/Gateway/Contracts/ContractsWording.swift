/// Words for what Contracts says.
enum ContractsWording {
    static let sentences: [String: String] = [
        "contracts.input": "填写的内容有误，请按提示修改后再提交。",
        "contracts.enterprise-not-known-yet": "单位信息正在同步，请稍候几秒再试。",
        "contracts.template-unknown": "该合同模板不存在或已停用，请重新选择。",
        "contracts.contract-unknown": "没有找到该合同。",
        "contracts.document-unknown": "没有找到该合同文件。",
        "contracts.launched-already": "该合同已发起签署，无需重复发起。",
        "contracts.nobody-to-urge": "劳动者不在待签署状态，无需催签。",
        "contracts.urge-too-early": "发起签署 6 小时后方可催签，请于 {time} 后再试。",
        "contracts.urge-too-soon": "两次催签间隔不少于 30 分钟，请于 {time} 后再试。",
        "contracts.not-to-relaunch": "已撤回或未能签署的合同方可重新发起。",

        "contracts.name-required": "请输入合同名称。",
        "contracts.name-too-long": "合同名称不超过 50 个字。",
        "contracts.name-characters": "合同名称不能含有 / \\ : * \" < > | ? 等字符。",
        "contracts.employees-required": "请选择签约对象。",
        "contracts.employees-too-many": "一次最多选择 200 名签约对象，请分批发起。",
        "contracts.employees-twice": "签约对象有重复，请检查。",
        "contracts.employee-unknown": "所选签约对象不在员工花名册中，请重新选择。",

        "contracts.end-before-start": "合同终止日期须晚于起始日期。",
        "contracts.probation-outside": "试用期须在合同期限之内。",
    ]
}

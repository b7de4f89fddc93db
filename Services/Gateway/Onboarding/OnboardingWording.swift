/// Words for what Onboarding says.
enum OnboardingWording {
    static let sentences: [String: String] = [
        "onboarding.input": "填写的内容有误，请按提示修改后再提交。",
        "onboarding.enterprise-not-known-yet": "单位信息正在同步，请稍候几秒再试。",
        "onboarding.person-not-known-yet": "实名认证结果正在同步，请稍候几秒再试。",

        "onboarding.name-required": "请输入劳动者姓名。",
        "onboarding.name-too-long": "姓名不超过 50 个字。",
        "onboarding.phone-malformed": "请输入 11 位手机号。",
        "onboarding.invitation-limit": "今日发出的邀请已达上限，请于 {time} 后再试。",
        "onboarding.invitation-unknown": "该邀请不存在，或不是发给您登录的手机号的。",
        "onboarding.invitation-expired": "该邀请已过期，请联系用人单位重新邀请。",
        "onboarding.submitted-already": "入职资料已提交，请等待用人单位审核。",
        "onboarding.accepted-already": "您已通过该邀请入职，无需重复提交。",

        "onboarding.sex-required": "请选择性别。",
        "onboarding.sex-unknown": "请选择男或女。",
        "onboarding.address-required": "请输入联系地址。",
        "onboarding.address-too-long": "联系地址不超过 200 个字。",
        "onboarding.contact-name-required": "请输入紧急联系人姓名。",
        "onboarding.contact-name-too-long": "紧急联系人姓名不超过 50 个字。",
        "onboarding.relation-required": "请选择与紧急联系人的关系。",
        "onboarding.relation-unknown": "请从列表中选择与紧急联系人的关系。",
        "onboarding.contact-phone-required": "请输入紧急联系人手机号码。",
        "onboarding.contact-phone-malformed": "请输入 11 位紧急联系人手机号码。",

        "onboarding.submission-unknown": "没有找到该入职资料。",
        "onboarding.reviewed-already": "该入职资料已审核，无需重复操作。",
        "onboarding.employed-already": "该劳动者已在员工花名册中。",
        "onboarding.reason-required": "请填写不通过的原因，劳动者会看到它。",
        "onboarding.reason-too-long": "原因不超过 200 个字。",

        "onboarding.department-name-required": "请输入部门名称。",
        "onboarding.department-name-too-long": "部门名称过长，请缩短后再提交。",
        "onboarding.department-exists": "同级部门中已有该名称。",
        "onboarding.department-unknown": "没有找到该部门，请重新选择。",
    ]
}

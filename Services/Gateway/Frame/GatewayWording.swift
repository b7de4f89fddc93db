/// Every table of sentences there is; a code stands in one of them only.
enum WordingTables {
    static let all: [[String: String]] = [
        IdentityWording.sentences, OnboardingWording.sentences, ContractsWording.sentences, SigningWording.sentences,
        NotifierWording.sentences, DocumentWording.sentences, FieldWording.sentences, GatewayWording.sentences,
    ]
}

/// Words for what the Gateway itself and the messaging beneath it say.
enum GatewayWording {
    static let sentences: [String: String] = [
        "gateway.input": "填写的内容有误，请按提示修改后再提交。",
        "gateway.password-again": "两次输入的密码不一致，请重新输入。",
        "gateway.handwriting-required": "请先手写签名。",
        "gateway.handwriting-too-large": "签名图片过大，请重新手写签名。",
        "gateway.handwriting-not-png": "签名图片无法识别，请重新手写签名。",
        "gateway.handwriting-dimensions": "签名图片的尺寸不合适，请重新手写签名。",
        "gateway.phone-search": "请输入完整的 11 位手机号，或末 4 位。",
        "gateway.malformed": "请求的内容无法识别，请检查后重试。",
        "gateway.not-an-object": "请求的内容应为 JSON 对象。",
        "gateway.content-type": "不支持该内容类型。",
        "gateway.body-too-large": "提交的内容过大，请缩小后再试。",
        "gateway.body-too-slow": "上传中断或过慢，请检查网络后重试。",
        "gateway.uploads-busy": "正在上传的文件较多，请稍后再试。",
        "gateway.idempotency-key": "Idempotency-Key 应为不超过 200 个的可见字符。",
        "gateway.not-found": "没有找到该页面或记录。",
        "gateway.operation-unknown": "没有找到该操作，它可能已经结束，请查看办理结果。",
        "gateway.form-not-ours": "页面已过期，请刷新后重新提交。",
        "gateway.too-many-requests": "操作过于频繁，请在 {wait}后再试。",
        "gateway.no-answer": "系统繁忙，暂时没有应答，请稍后再试。",
        "gateway.store-unavailable": "文件服务暂时不可用，请稍后再试。",
        "gateway.unexpected": "系统出现问题，请稍后再试；如果仍然不行，请把编号告诉客服。",

        "messaging.input": "填写的内容有误，请按提示修改后再提交。",
        "messaging.malformed": "请求的内容无法识别，请检查后重试。",
        "messaging.unreadable": "请求的内容无法识别，请检查后重试。",
        "messaging.key-reused": "该请求的编号已用于另一内容，请刷新页面后重新提交。",
        "messaging.failed": "系统出现问题，这次没有办成，请稍后再试。",
        "messaging.busy": "系统繁忙，请稍后再试。",
    ]
}

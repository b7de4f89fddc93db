/// Words for what the Gateway itself and the messaging beneath it say.
enum GatewayWording {
    static let sentences: [String: String] = [
        "gateway.input": "填写的内容有误，请按提示修改后再提交。",
        "gateway.field-required": "请填写此项。",
        "gateway.field-malformed": "此项的内容无法识别，请重新填写。",
        "gateway.field-not-an-object": "此项的内容无法识别，请重新填写。",
        "gateway.phone-search": "请输入完整的 11 位手机号，或末 4 位。",
        "gateway.malformed": "请求的内容无法识别，请检查后重试。",
        "gateway.not-an-object": "请求的内容应为 JSON 对象。",
        "gateway.content-type": "不支持该内容类型。",
        "gateway.body-too-large": "提交的内容过大，请缩小后再试。",
        "gateway.idempotency-key": "Idempotency-Key 应为不超过 200 个的可见字符。",
        "gateway.not-found": "没有找到该页面或记录。",
        "gateway.operation-unknown": "没有找到该操作，它可能已经结束，请查看办理结果。",
        "gateway.form-not-ours": "页面已过期，请刷新后重新提交。",
        "gateway.too-many-requests": "操作过于频繁，请在 {wait}后再试。",
        "gateway.no-answer": "系统繁忙，暂时没有应答，请稍后再试。",
        "gateway.store-unavailable": "文件服务暂时不可用，请稍后再试。",
        "gateway.unexpected": "系统出现问题，请稍后再试；如果仍然不行，请把编号告诉客服。",

        "messaging.malformed": "请求的内容无法识别，请检查后重试。",
        "messaging.unreadable": "请求的内容无法识别，请检查后重试。",
        "messaging.key-reused": "该请求的编号已用于另一内容，请刷新页面后重新提交。",
        "messaging.failed": "系统出现问题，这次没有办成，请稍后再试。",
        "messaging.busy": "系统繁忙，请稍后再试。",
    ]
}

extension Form {
    /// What an invited worker fills in; a field more is a line more.
    package static let worker = Form(
        named: "worker-form",
        .choice("sex", "性别", ["male": "男", "female": "女"]),
        .text("address", "联系地址", hint: "能收到书面通知的地址", longest: 200, autofill: "street-address"),
        .group(
            "emergencyContact",
            "紧急联系人",
            .text("name", "姓名", longest: 50),
            .choice("relation", "关系", ["父母", "配偶", "子女", "兄弟姐妹", "亲属", "朋友", "同事"]),
            .phone("phone", "手机号码")
        )
    )
}

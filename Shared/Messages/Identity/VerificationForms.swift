extension Form {
    /// Types of documents as people call them.
    private static let documents: KeyValuePairs = [
        "resident-id": "居民身份证", "hk-macau-permit": "港澳居民来往内地通行证", "taiwan-permit": "台胞证", "passport": "护照",
    ]

    /// What a person proves themselves with by 手机认证.
    package static let personByMobile = Form(
        named: "person-by-mobile",
        .text("name", "姓名", longest: 50, shortest: 2, autofill: "name"),
        .choice("idType", "证件类型", documents).optional,
        .idNumber("idNumber", "身份证号"),
        .phone(
            "phone",
            "手机号",
            hint: "本人在移动、联通、电信办理的号码。移动当月、联通电信当周新办的，下月、下周才能核验；虚拟号段不支持。",
            autofill: "tel-national"
        ),
        FormField(key: "consent", label: "我已阅读并同意", kind: .boolean)
    )

    /// What an enterprise proves itself with by its legal representative.
    package static let enterpriseByRepresentative = Form(
        named: "enterprise-by-representative",
        .choice("organizationType", "组织类型", ["enterprise": "企业", "individual-business": "个体工商户", "other": "其他"]),
        .group(
            "legalRepresentative",
            "法定代表人",
            .text("name", "姓名", longest: 50, shortest: 2),
            .choice("idType", "证件类型", documents).optional,
            .idNumber("idNumber", "身份证号", hint: "与办理人信息相同即可完成认证")
        )
    )
}

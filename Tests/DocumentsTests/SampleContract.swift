import Documents
import Foundation

/// A labour contract as an enterprise would launch it, with made-up parties.
enum SampleContract {
    static let template = ContractTemplateDocument(
        title: "劳动合同书",
        subtitle: "（固定期限）",
        blocks: [
            .paragraph("合同编号：{{number}}"),
            .parties([
                PartyColumn(
                    title: "甲方（用人单位）",
                    rows: [
                        PartyRow(label: "名称", text: "{{employer}}"),
                        PartyRow(label: "统一社会信用代码", text: "{{uscc}}"),
                        PartyRow(label: "住所", text: "{{employerAddress}}"),
                        PartyRow(label: "联系电话", text: "{{employerPhone}}"),
                    ]
                ),
                PartyColumn(
                    title: "乙方（劳动者）",
                    rows: [
                        PartyRow(label: "姓名", text: "{{employee}}"),
                        PartyRow(label: "身份证件号码", text: "{{idNumber}}"),
                        PartyRow(label: "现住址", text: "{{address}}"),
                        PartyRow(label: "紧急联系人", text: "{{emergency}}"),
                    ]
                ),
            ]),
            .paragraph(
                "根据《中华人民共和国劳动法》《中华人民共和国劳动合同法》等法律法规政策规定，甲乙双方遵循合法、公平、平等自愿、协商一致、诚实信用的原则订立本合同，共同遵守所列条款。"
            ),
            .clause(
                title: "第一条　合同期限",
                paragraphs: [
                    "本合同为{{term}}劳动合同，自{{start}}起至{{end}}止。其中，试用期自用工之日起{{probation}}个月。"
                ]
            ),
            .clause(
                title: "第二条　工作内容和工作地点",
                paragraphs: [
                    "乙方从事{{position}}岗位的工作，工作地点为{{place}}。乙方应爱岗敬业、诚实守信，保守甲方商业秘密，遵守甲方依法制定的劳动规章制度，认真履行岗位职责，按时保质完成工作任务。",
                    "甲方因生产经营需要调整乙方工作岗位的，应当与乙方协商一致，并按变更本合同办理，双方签字或者盖章确认的协议书作为本合同的附件。",
                ]
            ),
            .clause(
                title: "第三条　工作时间和休息休假",
                paragraphs: [
                    "乙方所在岗位执行标准工时工作制，每日工作时间不超过8小时，每周工作时间不超过40小时，甲方保证乙方每周至少休息一日。",
                    "甲方安排乙方加班的，应当依法安排补休或者支付加班工资。乙方依法享有法定节假日、带薪年休假、婚丧假、产假等假期。",
                ]
            ),
            .clause(
                title: "第四条　劳动报酬",
                paragraphs: [
                    "甲方采用月薪制支付乙方工资，乙方每月工资为人民币{{wage}}元（大写：{{wage|大写}}），其中试用期每月工资为人民币{{probationWage}}元。",
                    "甲方至少每月以货币形式向乙方支付一次工资，支付日为每月15日，不得克扣或者无故拖欠。乙方在法定工作时间内提供了正常劳动，甲方支付的工资不得低于当地最低工资标准。",
                ]
            ),
            .clause(
                title: "第五条　社会保险和福利待遇",
                paragraphs: [
                    "甲乙双方依法参加社会保险，甲方为乙方办理有关社会保险手续，并承担相应社会保险义务，乙方应当缴纳的社会保险费由甲方从乙方的工资中代扣代缴。",
                    "甲方依法执行国家有关福利待遇的规定。乙方因工负伤或者患职业病的待遇按国家有关规定执行；乙方患病或者非因工负伤的，有关待遇按国家有关规定和甲方依法制定的有关规章制度执行。",
                ]
            ),
            .clause(
                title: "第六条　劳动保护、劳动条件和职业危害防护",
                paragraphs: [
                    "甲方应当在乙方上岗前对乙方进行职业安全卫生培训，为乙方提供符合国家规定的劳动保护设施和劳动防护用品，努力改善劳动条件。"
                ]
            ),
            .clause(
                title: "第七条　合同的变更、解除和终止",
                paragraphs: [
                    "甲乙双方应当依法变更劳动合同，并采取书面形式。甲乙双方解除或者终止本合同，应当按照法律法规规定执行，甲方依法向乙方支付经济补偿。",
                    "甲乙双方解除、终止本合同的，甲方应当在解除、终止劳动合同时为乙方出具证明，并在十五日内为乙方办理档案和社会保险关系转移手续。",
                ]
            ),
            .clause(
                title: "第八条　争议处理",
                paragraphs: [
                    "甲乙双方因本合同发生劳动争议时，可以协商解决，也可以向劳动争议调解组织申请调解；不愿调解或者调解不成的，可以向劳动争议仲裁委员会申请仲裁；对仲裁裁决不服的，可以依法向人民法院提起诉讼。"
                ]
            ),
            .clause(
                title: "第九条　其他",
                paragraphs: [
                    "双方约定的其他事项：{{other}}",
                    "乙方确认送达电子邮箱为{{mail}}，联系电话为{{phone}}；甲方经办人为{{handler}}。乙方补充说明如下：",
                    "{{remark}}",
                    "本合同一式两份，双方各执一份，自双方签名、盖章之日起生效，涂改或者未经书面授权代签的无效。",
                ]
            ),
            .signatures([
                SignaturePlace(party: .enterprise, title: "甲方（盖章）："),
                SignaturePlace(party: .employee, title: "乙方（签名）："),
            ]),
        ],
        controls: [
            own("number", "合同编号", .text), own("employer", "用人单位名称", .text),
            own("uscc", "统一社会信用代码", .text), own("employerAddress", "住所", .text),
            own("employerPhone", "联系电话", .phone), own("employee", "姓名", .text),
            own("idNumber", "身份证件号码", .idNumber), own("start", "开始日期", .date), own("end", "结束日期", .date),
            ControlDefinition(
                key: "term",
                label: "期限类型",
                kind: .choice,
                required: true,
                filledBy: .initiator,
                options: [
                    ControlOption(value: "fixed", label: "固定期限"), ControlOption(value: "open", label: "无固定期限"),
                ]
            ),
            own("probation", "试用期", .number), own("position", "岗位", .text), own("place", "工作地点", .text),
            own("wage", "月工资", .money), own("probationWage", "试用期工资", .money),
            ControlDefinition(key: "other", label: "其他", kind: .multiline, required: false, filledBy: .initiator),
            theirs("address", "现住址", .text, .employee), theirs("emergency", "紧急联系人", .text, .employee),
            theirs("mail", "电子邮箱", .text, .employee), theirs("phone", "联系电话", .phone, .employee),
            theirs("remark", "补充说明", .multiline, .employee), theirs("handler", "经办人", .text, .enterprise),
        ],
        crossPageSeal: true
    )

    static let values = [
        "number": "SL-2026-000123", "employer": "示例科技有限公司", "uscc": "91440101MA9XXXXX0X",
        "employerAddress": "广州市示例区示例路1号示例大厦二十层2001室", "employerPhone": "020-12345678",
        "employee": "测试甲", "idNumber": "440101199001010016", "term": "fixed", "start": "2026-03-01",
        "end": "2029-02-28", "probation": "3", "position": "软件工程师（后端方向）", "place": "广州市",
        "wage": "12500.5", "probationWage": "10000",
    ]

    static let employeeValues = [
        "address": "广州市示例区样例街2号", "emergency": "测试乙（配偶）13800000002", "mail": "worker@example.com",
        "phone": "13800000001", "remark": "本人已阅读并理解合同全部条款，\n入职材料真实有效。",
    ]

    static let seal = SealArtwork.official(enterpriseName: "示例科技有限公司", code: "4401000000001")
    static let signedAt = Date(timeIntervalSince1970: 1_772_500_000)

    static func employeeRequest(_ values: [String: String] = employeeValues) -> SigningRevision.Request {
        SigningRevision.Request(
            fieldName: "EmployeeSignature",
            signerName: "测试甲",
            fieldValues: values,
            appearance: .handwriting(png: handwriting),
            signedAt: signedAt,
            reason: "签订劳动合同"
        )
    }

    static func enterpriseRequest() -> SigningRevision.Request {
        SigningRevision.Request(
            fieldName: "EnterpriseSignature",
            signerName: "示例科技有限公司",
            fieldValues: ["handler": "测试丙"],
            appearance: .seal(seal),
            signedAt: signedAt.addingTimeInterval(3600),
            reason: "签订劳动合同"
        )
    }

    private static func own(_ key: String, _ label: String, _ kind: ControlKind) -> ControlDefinition {
        ControlDefinition(key: key, label: label, kind: kind, required: true, filledBy: .initiator)
    }

    private static func theirs(
        _ key: String,
        _ label: String,
        _ kind: ControlKind,
        _ party: ControlParty
    ) -> ControlDefinition {
        ControlDefinition(key: key, label: label, kind: kind, required: false, filledBy: party)
    }

    /// A stroke on a transparent ground: any PNG with alpha does, so a small seal drawing stands in.
    static let handwriting: Data =
        (try? SealArtwork.official(enterpriseName: "测试甲手写").png(pixels: 400)) ?? Data()
}

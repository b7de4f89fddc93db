/// What an entry of the operation log says was done, by the wire name of its event or command.
enum OperationWording {
    /// What an entry is about, where there is a page of it.
    enum Subject: Sendable {
        case contract
        case submission
    }

    struct Entry: Sendable {
        let type: String
        let title: String
        let subject: Subject?

        init(_ type: String, _ title: String, _ subject: Subject? = nil) {
            self.type = type
            self.title = title
            self.subject = subject
        }
    }

    /// In the order in which a filter offers them.
    static let entries = [
        Entry("identity.log-in.v1", "登录"),
        Entry("identity.log-out.v1", "退出登录"),
        Entry("identity.choose-enterprise.v1", "进入单位"),
        Entry("identity.set-password.v1", "设置密码"),
        Entry("identity.code-issued.v1", "获取验证码"),
        Entry("identity.person-verified.v1", "完成个人实名认证"),
        Entry("identity.enterprise-registered.v1", "创建企业"),
        Entry("identity.enterprise-verified.v1", "完成企业实名认证"),
        Entry("identity.member-joined.v1", "成员加入单位"),

        Entry("onboarding.worker-invited.v1", "邀请入职"),
        Entry("onboarding.submission-received.v1", "提交入职资料", .submission),
        Entry("onboarding.submission-reviewed.v1", "审核入职资料", .submission),
        Entry("onboarding.employee-joined.v1", "录入员工"),

        Entry("contracts.launched.v1", "发起签署", .contract),
        Entry("contracts.viewed.v1", "查看合同", .contract),
        Entry("contracts.delivered.v1", "下载合同", .contract),
        Entry("contracts.signer-urged.v1", "催签", .contract),
        Entry("signing.signer-turn.v1", "通知签署", .contract),
        Entry("signing.willingness-code-issued.v1", "获取签署验证码"),
        Entry("signing.signed.v1", "签署合同", .contract),
        Entry("signing.completed.v1", "合同签署完成", .contract),
        Entry("signing.failed.v1", "合同未能签署", .contract),
        Entry("signing.withdrawn.v1", "撤回合同", .contract),
        Entry("signing.declined.v1", "拒绝签署合同", .contract),
    ]

    private static let known = Dictionary(entries.map { ($0.type, $0) }) { first, _ in first }

    /// The words for a type; a type without any stands for itself, which is better than hiding an entry.
    static func title(_ type: String) -> String {
        known[type]?.title ?? type
    }

    static func subject(of type: String) -> Subject? {
        known[type]?.subject
    }

    static func knows(_ type: String) -> Bool {
        known[type] != nil
    }
}

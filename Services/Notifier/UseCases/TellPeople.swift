import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension NotifierService {
    func sendCode(_ event: CodeIssued, in transaction: Transaction) async throws {
        let code = try keys.open(event.code, context: SealContext.code)
        try await text(
            event.phone,
            title: "验证码",
            body: Texts.code(code, purpose: event.purpose),
            expiresAt: event.expiresAt,
            in: transaction
        )
    }

    func sendWillingnessCode(_ event: WillingnessCodeIssued, in transaction: Transaction) async throws {
        let code = try keys.open(event.code, context: SealContext.code)
        try await text(
            event.phone,
            channel: event.method == .voice ? .voice : .sms,
            title: "签署验证码",
            body: Texts.willingness(code, enterprise: event.enterpriseName, contract: event.contractName),
            expiresAt: event.expiresAt,
            in: transaction
        )
    }

    func tellInvited(_ event: WorkerInvited, in transaction: Transaction) async throws {
        let link = publicURL + (try keys.open(event.path, context: SealContext.link))
        let body = Texts.invitation(enterprise: event.enterpriseName, link: link)
        try await text(event.phone, title: "入职邀请", body: body, in: transaction)
    }

    func tellReviewers(_ event: SubmissionReceived, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        for account in try await transaction.members(of: event.enterpriseID) {
            try await post(
                account,
                title: "入职资料待审核",
                body: "\(event.workerName)提交了入职资料，请审核。",
                link: "/submissions/\(event.submissionID)",
                in: transaction
            )
        }
    }

    func tellReviewed(_ event: SubmissionReviewed, in transaction: Transaction) async throws {
        let body =
            event.approved
            ? Texts.approved(enterprise: event.enterpriseName)
            : Texts.rejected(enterprise: event.enterpriseName, reason: event.reason ?? "")
        let link = "/h5/submissions/\(event.submissionID)"
        try await tell(event.accountID, event.phone, title: "入职资料审核结果", body: body, link: link, in: transaction)
    }

    func tellTurn(_ event: SignerTurn, in transaction: Transaction) async throws {
        let path = contractPath(event.contractID, role: event.role)
        let body = Texts.turn(
            enterprise: event.enterpriseName,
            contract: event.contractName,
            role: event.role,
            link: publicURL + path
        )
        try await tell(event.accountID, event.phone, title: "合同待签署", body: body, link: path, in: transaction)
    }

    func tellCompleted(_ event: ContractCompleted, in transaction: Transaction) async throws {
        for party in event.parties {
            let path = contractPath(event.contractID, role: party.role)
            let link = publicURL + path
            let body =
                party.role == .employee
                ? Texts.completed(enterprise: event.enterpriseName, contract: event.contractName, link: link)
                : Texts.completedForEnterprise(contract: event.contractName, link: link)
            try await tell(party.accountID, party.phone, title: "合同签署完成", body: body, link: path, in: transaction)
        }
    }

    func tellUrged(_ event: SignerUrged, in transaction: Transaction) async throws {
        let path = contractPath(event.contractID, role: .employee)
        let body = Texts.urged(
            enterprise: event.enterpriseName,
            contract: event.contractName,
            link: publicURL + path
        )
        try await tell(event.accountID, event.phone, title: "催签提醒", body: body, link: path, in: transaction)
    }

    /// The employee was asked to sign and is told that they need not; the enterprise did it itself.
    func tellWithdrawn(_ event: ContractWithdrawn, in transaction: Transaction) async throws {
        for party in event.parties {
            let body =
                party.role == .employee
                ? Texts.withdrawn(enterprise: event.enterpriseName, contract: event.contractName)
                : Texts.withdrawnByEnterprise(contract: event.contractName)
            try await tell(
                party.accountID,
                party.role == .employee ? party.phone : nil,
                title: "合同已撤回",
                body: body,
                link: contractPath(event.contractID, role: party.role),
                in: transaction
            )
        }
    }

    /// Both sides find it in their 消息 with the reason; the other one gets a text too, which leaves the reason out.
    func tellDeclined(_ event: ContractDeclined, in transaction: Transaction) async throws {
        for party in event.parties {
            let link = contractPath(event.contractID, role: party.role)
            let isOther = party.role != event.role
            if isOther {
                let body =
                    "\(Texts.signature)\(event.name)拒绝签署《\(event.contractName)》，该合同已终止，理由见：\(publicURL)\(link)"
                try await text(party.phone, title: "对方拒绝签署", body: body, in: transaction)
            }
            try await post(
                party.accountID,
                title: isOther ? "对方拒绝签署" : "合同已拒签",
                body: "\(event.name)拒绝签署《\(event.contractName)》，理由：\(event.reason)",
                link: link,
                in: transaction
            )
        }
    }

    /// Puts it into the 消息 of both sides; no text goes out, since it asks nothing of anybody at once.
    func tellFailed(_ event: SigningFailed, in transaction: Transaction) async throws {
        guard let contract = event.contractName, let enterprise = event.enterpriseName else { return }
        for party in event.parties ?? [] {
            try await post(
                party.accountID,
                title: "合同未能签署",
                body: Texts.failed(enterprise: enterprise, contract: contract),
                link: contractPath(event.contractID, role: party.role),
                in: transaction
            )
        }
    }

    func recordMember(_ event: MemberJoined, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        try await transaction.saveMember(event.accountID, of: event.enterpriseID)
    }

    private func contractPath(_ contract: ContractID, role: PartyRole) -> String {
        role == .employee ? "/h5/contracts/\(contract)" : "/contracts/\(contract)"
    }

    /// Puts a message into somebody's 消息, and sends it to their phone too where one is given.
    private func tell(
        _ account: AccountID,
        _ phone: SealedText?,
        title: String,
        body: String,
        link: String,
        in transaction: Transaction
    ) async throws {
        if let phone { try await text(phone, title: title, body: body, in: transaction) }
        try await post(account, title: title, body: body, link: link, in: transaction)
    }

    /// Keeps a text for a phone and has it sent after this was committed.
    private func text(
        _ phone: SealedText,
        channel: Notice.Channel = .sms,
        title: String,
        body: String,
        expiresAt: Date? = nil,
        in transaction: Transaction
    ) async throws {
        let notice = Notice(
            id: .new(),
            channel: channel,
            phone: phone,
            title: title,
            body: try keys.seal(body, context: NoticeSeal.body),
            status: .waiting,
            expiresAt: expiresAt
        )
        try await transaction.insert(notice, now: now())
        try await transaction.schedule(SendText(noticeID: notice.id))
    }

    /// Puts a message into somebody's 消息.
    private func post(
        _ account: AccountID,
        title: String,
        body: String,
        link: String,
        in transaction: Transaction
    ) async throws {
        let notice = Notice(
            id: .new(),
            channel: .inApp,
            accountID: account,
            title: title,
            body: try keys.seal(body, context: NoticeSeal.body),
            link: link,
            status: .sent
        )
        try await transaction.act(for: account)
        try await transaction.insert(notice, now: now())
    }
}

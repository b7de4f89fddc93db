import Foundation
import Identifiers
import Messages
import Web

/// One verification of a worker: the code of 手机认证, and what came of it.
struct WorkerVerificationCodePage: Sendable {
    struct CodeModel: Sendable {
        let codeSentTo: String?
        let resendAfter: Int?
    }

    struct ResultModel: Sendable {
        let outcome: [String: Bool]
        let name: String?
        let reason: String?
        let nextHref: String
        let nextLabel: String
        let retryHref: String
        let statusURL: String
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let verification = try await Verifications.person(visit)
        guard verification.status == .codeRequired else { return try await result(verification, visit) }
        return try await code(visit, verification, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["code"]) { form in
            try await code(visit, try await Verifications.person(visit), form)
        } act: {
            if visit.action == "send-code" { return try await sendAgain(visit) }
            let confirmed = try await Verifications.confirmPerson(visit.read(), visit)
            return .seeOther(Href.to("/person-verifications/\(confirmed.id)", ["next": visit.next]))
        }
    }

    private func sendAgain(_ visit: Visit) async throws -> Answer {
        let path = "/person-verifications/\(try await Verifications.resendCode(visit).id)"
        return .seeOther(try VerificationKept(visit)?.href(path, visit) ?? Href.to(path, ["next": visit.next]))
    }

    private func code(_ visit: Visit, _ verification: VerificationModel, _ form: FormState) async throws -> Answer {
        let kept = VerificationKept(visit)
        let phone = kept.flatMap { MobileNumber($0.phone.filter { !$0.isWhitespace && $0 != "-" }) }
        return try await pages.answer(
            "worker-verification-code",
            CodeModel(
                codeSentTo: phone?.masked ?? "填写的手机号",
                resendAfter: verification.resendAfter
            ),
            title: "手机认证",
            for: visit,
            form: form,
            back: try kept?.href("/person-verifications/new", visit) ?? Href.verification(next: visit.next)
        )
    }

    private func result(_ verification: VerificationModel, _ visit: Visit) async throws -> Answer {
        let retry = try VerificationKept(visit)?.href("/person-verifications/new", visit)
        return try await pages.answer(
            "worker-verification-result",
            ResultModel(
                outcome: [verification.status.rawValue: true],
                name: visit.session?.personName.map(Masks.name),
                reason: verification.message,
                nextHref: visit.next ?? "/",
                nextLabel: Self.label(of: visit.next),
                retryHref: retry ?? Href.verification(next: visit.next),
                statusURL: "/api/v1/person-verifications/\(verification.id)"
            ),
            title: "实名认证",
            for: visit
        )
    }

    private static func label(of next: String?) -> String {
        guard let next else { return "返回首页" }
        if next.hasPrefix("/i/") || next.hasPrefix("/invitations/") { return "填写入职资料" }
        return next.hasPrefix("/contracts/") ? "查看合同" : "继续"
    }
}

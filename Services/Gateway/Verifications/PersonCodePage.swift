import Foundation
import Messages
import Web

/// The code of 手机认证, or how the verification stands.
struct PersonCodePage: Sendable {
    struct Model: Sendable {
        let step = ["person": true]
        let codeSentTo = "上一步填写的手机号"
        let resendAfter: Int?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let verification = try await Verifications.person(visit)
        switch verification.status {
        case .passed: return .seeOther("/enterprise-verifications/new")
        case .codeRequired: return try await page(visit, verification, FormState())
        case .pending, .failed:
            return try await pages.answer(
                "verification-result",
                VerificationResultPage.Model(person: verification),
                title: "办理人认证",
                for: visit,
                nav: .enterprise
            )
        }
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["code"]) { form in
            try await page(visit, try await Verifications.person(visit), form)
        } act: {
            if visit.action == "send-code" {
                return .seeOther("/person-verifications/\(try await Verifications.resendCode(visit).id)")
            }
            let confirmed = try await Verifications.confirmPerson(visit.read(), visit)
            return .seeOther(
                confirmed.status == .passed ? "/enterprise-verifications/new" : "/person-verifications/\(confirmed.id)"
            )
        }
    }

    private func page(_ visit: Visit, _ verification: VerificationModel, _ form: FormState) async throws -> Answer {
        try await pages.answer(
            "verification-code",
            Model(resendAfter: verification.resendAfter),
            title: "确认手机号",
            for: visit,
            nav: .enterprise,
            form: form
        )
    }
}

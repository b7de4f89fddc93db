import Foundation
import Messages
import Web

/// 办理人认证: who acts for the enterprise.
struct PersonVerificationPage: Sendable {
    struct Model: Sendable {
        let step = ["person": true]
        let methods = [
            RadioChoice(
                value: "mobile",
                label: "手机认证",
                note: "仅支持大陆人士；核对姓名、身份证号、手机号",
                recommended: true,
                checked: true
            )
        ]
        let controls: [ControlPart]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        if visit.caller.personVerified { return .seeOther("/enterprise-verifications/new") }
        var form = FormState()
        if let session = visit.session { form.suggest(try visit.open(session.phone, SealContext.phone), for: "phone") }
        return try await page(visit, form)
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["method"] + Form.personByMobile.leaves.map(\.key)) { form in
            try await page(visit, form)
        } act: {
            let begun = try await Verifications.startPerson(visit.read(), visit)
            switch begun.status {
            case .failed: throw Refusal.invalid(begun.reason ?? "identity.carrier-mismatch", fields: [:])
            case .passed: return .seeOther("/enterprise-verifications/new")
            case .pending, .codeRequired: return .seeOther("/person-verifications/\(begun.id)")
            }
        }
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        try await pages.answer(
            "verification-person",
            Model(controls: Form.personByMobile.controls(except: ["idType", "consent"], form)),
            title: "办理人认证",
            for: visit,
            nav: .enterprise,
            form: form
        )
    }
}

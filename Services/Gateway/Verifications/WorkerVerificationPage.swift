import Foundation
import Messages
import Web

/// 实名认证 of a worker: first the consent, then the form.
struct WorkerVerificationPage: Sendable {
    struct ConsentModel: Sendable {
        let next: String?
    }

    struct FormModel: Sendable {
        let methodLabel = "手机认证"
        let controls: [ControlPart]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        if visit.session?.personVerified == true { return .seeOther(visit.next ?? "/") }
        // Whoever comes back from a failed attempt has consented already and only mends what was wrong.
        if let kept = VerificationKept(visit) { return try await form(visit, kept.form) }
        return try await consent(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        if visit.session?.personVerified == true { return .seeOther(visit.next ?? "/") }
        let isForm = visit.posted("step") == "form"
        return isForm ? try await start(visit) : try await agree(visit)
    }

    private func agree(_ visit: Visit) async throws -> Answer {
        try await visit.filling { form in
            try await consent(visit, form)
        } act: {
            guard visit.posted("consent") == "true" else {
                let code = "identity.verification-consent-required"
                throw Refusal.invalid("identity.input", fields: ["consent": code])
            }
            var filled = FormState()
            if let session = visit.session {
                filled.suggest(try visit.open(session.phone, SealContext.phone), for: "phone")
            }
            return try await form(visit, filled)
        }
    }

    private func start(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: Form.personByMobile.leaves.map(\.key)) { filled in
            try await form(visit, filled)
        } act: {
            let input = try visit.read(PersonVerificationInput.self)
            let begun = try await Verifications.startPerson(input, visit)
            return .seeOther(try VerificationKept(input, visit).href("/person-verifications/\(begun.id)", visit))
        }
    }

    private func consent(_ visit: Visit, _ form: FormState) async throws -> Answer {
        try await pages.answer(
            "worker-verification-consent",
            ConsentModel(next: visit.next),
            title: "个人信息采集授权",
            for: visit,
            form: form,
            back: visit.next ?? "/"
        )
    }

    private func form(_ visit: Visit, _ form: FormState) async throws -> Answer {
        var carry = [Carried(name: "consent", value: "true")]
        if let next = visit.next { carry.append(Carried(name: "next", value: next)) }
        return try await pages.answer(
            "worker-verification-form",
            FormModel(controls: Form.personByMobile.controls(except: ["idType", "consent"], form)),
            title: "个人实名认证",
            for: visit,
            form: form,
            carry: carry,
            back: Href.verification(next: visit.next)
        )
    }
}

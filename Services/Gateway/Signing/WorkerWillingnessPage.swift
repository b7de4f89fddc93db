import Foundation
import Identifiers
import Messages
import Web

/// 意愿认证: the code that says "I want to sign this", then the signature itself.
struct WorkerWillingnessPage: Sendable {
    struct Model: Sendable {
        let contractName: String
        let enterprise: InvitationPage.Enterprise
        let codeSentTo: String?
        let resendAfter: Int?
    }

    let pages: PageTemplates

    /// Sends the code and asks for it.
    func send(_ opened: WorkerContractPage.Opened, _ before: SigningSteps, _ visit: Visit) async throws -> Answer {
        let sent = try await Signing.requestWillingness(WillingnessInput(method: .sms), visit)
        var steps = before
        steps.willingnessID = sent.id
        steps.codeSentTo = sent.phoneMasked
        steps.codeSentAt = visit.parts.now()
        return try await page(opened, steps, visit)
    }

    func act(_ opened: WorkerContractPage.Opened, _ steps: SigningSteps, _ visit: Visit) async throws -> Answer {
        guard let signatureID = steps.signatureID, let willingnessID = steps.willingnessID else {
            return .seeOther(opened.href)
        }
        return try await visit.filling(order: WorkerContractPage.order(opened) + ["code"]) { form in
            try await again(opened, steps, visit, form)
        } act: {
            if visit.action == "send-code" { return try await send(opened, steps, visit) }
            let input = SignatureInput(
                willingnessID: willingnessID,
                code: try visit.read(TypedCodeInput.self).code,
                signatureID: signatureID,
                fields: steps.values
            )
            do {
                _ = try await Signing.sign(input, visit)
            } catch let refusal as Refusal where refusal.code == "signing.signed-already" {
                // Sent from two pages: the other one has done it.
            }
            return .seeOther(opened.href + "/signed")
        }
    }

    /// What is wrong with the code is mended here, anything else on the page of the contract.
    private func again(
        _ opened: WorkerContractPage.Opened,
        _ steps: SigningSteps,
        _ visit: Visit,
        _ form: FormState
    ) async throws -> Answer {
        guard form.summary.contains(where: { $0.field != "code" && $0.field != "main" }) else {
            return try await page(opened, steps, visit, form: form)
        }
        var filled = form
        for (key, value) in steps.values.texts { filled.set(value, for: SigningSteps.prefix + key) }
        return try await WorkerContractPage(pages: pages).page(opened, steps, filled, visit)
    }

    private func page(
        _ opened: WorkerContractPage.Opened,
        _ steps: SigningSteps,
        _ visit: Visit,
        form: FormState = FormState()
    ) async throws -> Answer {
        try await pages.answer(
            "worker-willingness",
            Model(
                contractName: opened.contract.name,
                enterprise: InvitationPage.Enterprise(name: opened.contract.enterpriseName),
                codeSentTo: steps.codeSentTo,
                resendAfter: Resend.seconds(since: steps.codeSentAt, now: visit.parts.now())
            ),
            title: "意愿认证",
            for: visit,
            form: form,
            carry: try steps.carried(visit, of: opened.contract.id),
            back: opened.href
        )
    }
}

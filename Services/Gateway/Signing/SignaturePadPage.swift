import Foundation
import Identifiers
import Messages
import Web

/// 手写签名: draw, or take one drawn before.
struct SignaturePadPage: Sendable {
    struct Saved: Sendable {
        let id: String
        let src: String
        let checked: Bool
    }

    struct Model: Sendable {
        let personName: String
        let saved: [Saved]
    }

    /// As many as are of use to choose from.
    private static let mostSaved = 4

    let pages: PageTemplates

    func show(
        _ opened: WorkerContractPage.Opened,
        _ steps: SigningSteps,
        _ visit: Visit,
        form: FormState = FormState()
    ) async throws -> Answer {
        let newestFirst = try await Signing.handwriting(visit).items.sorted { $0.createdAt > $1.createdAt }
        return try await pages.answer(
            "worker-signature",
            Model(
                personName: visit.session?.personName ?? "",
                saved: newestFirst.prefix(Self.mostSaved).map {
                    Saved(
                        id: $0.id.description,
                        src: HandwritingPicture.src($0.id),
                        checked: $0.id == steps.signatureID
                    )
                }
            ),
            title: "手写签名",
            for: visit,
            form: form,
            carry: try steps.carried(visit, of: opened.contract.id),
            back: opened.href
        )
    }

    /// Keeps what was drawn and shows the contract with it.
    func act(
        _ opened: WorkerContractPage.Opened,
        _ before: SigningSteps,
        _ visit: Visit
    ) async throws -> Answer {
        // The JSON interface calls the picture `png`.
        try await visit.filling(naming: { _ in "signature" }) { form in
            try await show(opened, before, visit, form: form)
        } act: {
            var steps = before
            let chosen: SignatureChoiceInput = try visit.read()
            if chosen.signature.isEmpty, let saved = chosen.signatureID {
                guard try await Signing.handwriting(visit).items.contains(where: { $0.id == saved }) else {
                    throw Refusal.invalid("signing.input", fields: ["png": "signing.signature-unknown"])
                }
                steps.signatureID = saved
            } else {
                let drawn = HandwritingInput(png: chosen.signature)
                steps.signatureID = try await Signing.keepHandwriting(drawn, visit).id
            }
            let page = WorkerContractPage(pages: pages)
            return try await page.page(opened, steps, steps.form(of: opened.contract), visit)
        }
    }
}

/// What the pad posts: a picture, or the one of those drawn before.
struct SignatureChoiceInput: Input {
    var signature: String
    var signatureID: HandwrittenSignatureID?
}

extension SignatureChoiceInput {
    init(_ fields: Fields) {
        signature = fields.base64("signature")
        signatureID = fields.optionalID("signatureID")
    }
}

/// Where the picture of a drawn signature is; only its owner gets it.
enum HandwritingPicture {
    static func src(_ id: HandwrittenSignatureID) -> String {
        "/api/v1/handwritten-signatures/\(id)/image"
    }
}

import Foundation
import Identifiers
import Messages
import ObjectStore
import Web

/// Signatures, seals and the willingness to sign.
enum Signing {
    static func keepHandwriting(
        _ input: HandwritingInput,
        _ visit: Visit
    ) async throws -> KeepHandwrittenSignature.Reply {
        let account = try visit.account()
        let png = try PNGImage.check(base64: input.png)
        // Signing takes it over: what never reaches it is not kept.
        return try await visit.parts.store.withUpload(png, forCommand: true) { image in
            try await visit.ask(KeepHandwrittenSignature(accountID: account, image: image))
        }
    }

    static func handwriting(_ visit: Visit) async throws -> List<HandwritingModel, NoExtra> {
        let reply = try await visit.ask(ListHandwrittenSignatures(accountID: try visit.account()))
        return List(reply.signatures.map { HandwritingModel(id: $0.id, createdAt: $0.createdAt) })
    }

    static func handwritingImage(_ visit: Visit) async throws -> Answer {
        let id: HandwrittenSignatureID = try visit.id("id")
        let reply = try await visit.ask(ListHandwrittenSignatures(accountID: try visit.account()))
        guard let found = reply.signatures.first(where: { $0.id == id }) else {
            throw Refusal.notFound("gateway.not-found")
        }
        return .image(try await visit.parts.store.get(found.image))
    }

    static func seals(_ visit: Visit) async throws -> List<SealModel, NoExtra> {
        List(try await visit.ask(ListSeals()).seals.map(SealModel.init))
    }

    static func sealImage(_ visit: Visit) async throws -> Answer {
        let id: SealID = try visit.id("id")
        guard let found = try await visit.ask(ListSeals()).seals.first(where: { $0.id == id }) else {
            throw Refusal.notFound("gateway.not-found")
        }
        return .image(try await visit.parts.store.get(found.image))
    }

    static func requestWillingness(_ input: WillingnessInput, _ visit: Visit) async throws -> RequestWillingness.Reply {
        try await visit.ask(RequestWillingness(contractID: try visit.id("id"), method: input.method))
    }

    static func withdraw(_ visit: Visit) async throws -> WithdrawContract.Reply {
        try await visit.ask(WithdrawContract(contractID: try visit.id("id")))
    }

    static func decline(_ input: DeclineInput, _ visit: Visit) async throws -> DeclineContract.Reply {
        try await visit.ask(DeclineContract(contractID: try visit.id("id"), reason: input.reason))
    }

    static func sign(_ input: SignatureInput, _ visit: Visit) async throws -> SignContract.Reply {
        try await visit.ask(
            SignContract(
                contractID: try visit.id("id"),
                willingnessID: input.willingnessID,
                code: try visit.seal(input.code, SealContext.code),
                signatureID: input.signatureID,
                sealID: input.sealID,
                values: try visit.seal(input.fields)
            ),
            patience: .seconds(10)
        )
    }
}

struct DeclineInput: Input {
    var reason: String
}

extension DeclineInput {
    init(_ fields: Fields) {
        reason = fields.value(DeclineContract.reason)
    }
}

struct HandwritingModel: Codable, Sendable {
    let id: HandwrittenSignatureID
    let createdAt: Date
}

struct SealModel: Codable, Sendable {
    let id: SealID
    let name: String
    let kind: SealKind
    let createdAt: Date

    init(_ view: SealView) {
        id = view.id
        name = view.name
        kind = view.kind
        createdAt = view.createdAt
    }
}

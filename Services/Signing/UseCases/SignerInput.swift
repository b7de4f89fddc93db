import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

/// What a signer hands in, checked against the contract as it stands.
struct SigningWish: Sendable {
    enum Appearance: Sendable {
        case handwriting(ObjectReference)
        case seal(SealArtwork)
    }

    let flow: Flow
    let signer: Signer
    let account: AccountID
    let values: [String: String]
    let appearance: Appearance
    let willingness: Willingness
    let codeIsRight: Bool
}

/// Each part is checked and found before anything is signed, and once more when the signature is placed.
extension SigningService {
    func check(
        _ request: SignContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SigningWish {
        guard let flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        let signer = try flow.awaited(try flow.role(of: caller))
        let account = try caller.requireAccount()
        let values = try ownValues(request, of: signer)
        let appearance = try await appearance(request, of: signer, in: flow, account: account, transaction)
        let given = try OneTimeCode.typed(request.code, keys: keys, input: "signing.input")
        let willingness = try await willingness(request, flow: flow, account: account, transaction)
        let digest = codeDigest(given, of: flow.willingnessKey(signer.role))
        return SigningWish(
            flow: flow,
            signer: signer,
            account: account,
            values: values,
            appearance: appearance,
            willingness: willingness,
            codeIsRight: try willingness.code.judge(digest, now: now(), equal: constantTimeEqual)
        )
    }

    /// The values of the signer's own fields, each checked by its kind.
    private func ownValues(_ request: SignContract, of signer: Signer) throws -> [String: String] {
        guard let values = try? keys.open(request.values) else { throw Refusal("messaging.malformed", .malformed) }
        let form = Form(fields: signer.fields)
        var problems = FieldProblems()
        form.check(values, prefix: "fields.", today: now(), into: &problems)
        try problems.check("signing.input")
        return form.kept(values).texts
    }

    /// The signature or seal that was chosen, if it is the signer's own.
    // Not inlined: the optimiser of Swift 6.3.1 crashes when it merges this and `willingness` into their caller.
    @inline(never)
    private func appearance(
        _ request: SignContract,
        of signer: Signer,
        in flow: Flow,
        account: AccountID,
        _ transaction: Transaction
    ) async throws -> SigningWish.Appearance {
        switch signer.role {
        case .employee:
            guard let id = request.signatureID else {
                throw Refusal.invalid("signing.input", fields: ["signatureID": "signing.signature-required"])
            }
            guard let image = try await transaction.handwriting(id, of: account) else {
                throw Refusal.invalid("signing.input", fields: ["signatureID": "signing.signature-unknown"])
            }
            return .handwriting(image)
        case .enterprise:
            guard let id = request.sealID else {
                throw Refusal.invalid("signing.input", fields: ["sealID": "signing.seal-required"])
            }
            guard let artwork = try await transaction.sealArtwork(id, of: flow.enterpriseID) else {
                throw Refusal.invalid("signing.input", fields: ["sealID": "signing.seal-unknown"])
            }
            return .seal(artwork)
        }
    }

    /// The check of willingness that was asked for, for the document as it stands.
    // Not inlined for the same reason as `appearance`.
    @inline(never)
    private func willingness(
        _ request: SignContract,
        flow: Flow,
        account: AccountID,
        _ transaction: Transaction
    ) async throws -> Willingness {
        guard
            let willingness = try await transaction.willingness(
                request.willingnessID,
                contract: flow.contractID,
                account: account
            ), !willingness.used
        else { throw OneTimeCode.refusal("code.wrong") }
        guard willingness.documentSHA256 == flow.document.sha256 else {
            // The other side signed in between: what is signed must be what was seen.
            throw Refusal("signing.document-changed", .conflict)
        }
        return willingness
    }
}

import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

/// What a signer hands in: each part is checked and fetched before anything is signed.
extension SigningService {
    /// The values of the signer's own fields, each checked by its kind.
    func ownValues(_ request: SignContract, of signer: Signer) throws -> [String: String] {
        guard let values = try? keys.open(request.values) else { throw Refusal("messaging.malformed", .malformed) }
        let form = Form(fields: signer.fields)
        var problems = FieldProblems()
        form.check(values, prefix: "fields.", today: now(), into: &problems)
        try problems.check("signing.input")
        return form.kept(values).texts
    }

    /// The signature or seal that was chosen, if it is the signer's own.
    // Not inlined: the optimiser of Swift 6.3.1 crashes when it merges this and `redeemWillingness` into their caller.
    @inline(never)
    func appearance(
        _ request: SignContract,
        of signer: Signer,
        in flow: Flow,
        account: AccountID,
        _ transaction: Transaction
    ) async throws -> SigningRevision.Appearance {
        switch signer.role {
        case .employee:
            guard let id = request.signatureID else {
                throw Refusal.invalid("signing.input", fields: ["signatureID": "signing.signature-required"])
            }
            guard let image = try await transaction.handwriting(id, of: account) else {
                throw Refusal.invalid("signing.input", fields: ["signatureID": "signing.signature-unknown"])
            }
            return .handwriting(png: try await store.get(image))
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

    /// Uses up the code; a wrong one counts even though the answer is "no".
    // Not inlined for the same reason as `appearance`.
    @inline(never)
    func redeemWillingness(
        _ request: SignContract,
        role: PartyRole,
        flow: Flow,
        account: AccountID,
        _ transaction: Transaction
    ) async throws -> Willingness {
        let given = try OneTimeCode.typed(request.code, keys: keys, input: "signing.input")
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
        let digest = codeDigest(given, of: flow.willingnessKey(role))
        guard try willingness.code.judge(digest, now: now(), equal: constantTimeEqual) else {
            try await transaction.countWrongTry(willingness)
            throw RefusalKeepingChanges(OneTimeCode.refusal("code.wrong"))
        }
        try await transaction.useUp(willingness, now: now())
        return willingness
    }
}

import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension SigningService {
    func listSeals(
        _ request: ListSeals,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListSeals.Reply {
        ListSeals.Reply(seals: try await transaction.seals(of: try caller.requireEnterprise()))
    }

    /// Keeps a drawn signature, which only its owner can see and use.
    func keepHandwrittenSignature(
        _ request: KeepHandwrittenSignature,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> KeepHandwrittenSignature.Reply {
        _ = try caller.requirePerson()
        let account = try caller.requireAccount()
        guard account == request.accountID else { throw Refusal.notFound("signing.signature-unknown") }
        let id = HandwrittenSignatureID.new()
        try await transaction.insertHandwriting(id, of: account, image: request.image, now: now())
        return KeepHandwrittenSignature.Reply(id: id)
    }

    func listHandwrittenSignatures(
        _ request: ListHandwrittenSignatures,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListHandwrittenSignatures.Reply {
        let account = try caller.requireAccount()
        guard account == request.accountID else { throw Refusal.notFound("signing.signature-unknown") }
        return ListHandwrittenSignatures.Reply(signatures: try await transaction.handwritings(of: account))
    }
}

import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension ContractsService {
    /// Announces the first time that somebody of a party sees a revision or is handed the completed document.
    ///
    /// A revision that another has replaced in the meantime is not known here any more: nothing is kept of it.
    func recordView(
        _ request: RecordView,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> Done {
        let (contract, role) = try await visibleContract(request.contractID, to: caller, in: transaction)
        guard contract.documentID == request.documentID, contract.document?.sha256 == request.sha256 else {
            throw Refusal.notFound("contracts.document-unknown")
        }
        let seen = DocumentSeen(
            kind: request.manner == .file && contract.status == .completed ? .delivered : .viewed,
            contractID: contract.id,
            enterpriseID: contract.enterpriseID,
            accountID: try caller.requireAccount(),
            sha256: request.sha256,
            at: now()
        )
        if try await transaction.insert(seen) {
            try await transaction.publish(seen.announcement(as: role, person: caller.personID))
        }
        return Done()
    }
}

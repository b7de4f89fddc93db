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
        if try await transaction.insert(seen) { try await announce(seen, by: caller, as: role, in: transaction) }
        return Done()
    }

    private func announce(
        _ seen: DocumentSeen,
        by caller: Caller,
        as role: PartyRole,
        in transaction: Transaction
    ) async throws {
        switch seen.kind {
        case .viewed:
            try await transaction.publish(
                ContractViewed(
                    contractID: seen.contractID,
                    enterpriseID: seen.enterpriseID,
                    role: role,
                    accountID: seen.accountID,
                    personID: caller.personID,
                    sha256: seen.sha256,
                    viewedAt: seen.at
                )
            )
        case .delivered:
            try await transaction.publish(
                ContractDelivered(
                    contractID: seen.contractID,
                    enterpriseID: seen.enterpriseID,
                    role: role,
                    accountID: seen.accountID,
                    personID: caller.personID,
                    sha256: seen.sha256,
                    deliveredAt: seen.at
                )
            )
        }
    }
}

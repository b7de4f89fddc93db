import Identifiers
import Messages
import Messaging
import Postgres

extension ContractsService {
    func recordEnterprise(_ event: EnterpriseVerified, in transaction: Transaction) async throws {
        try await transaction.save(event)
    }

    func recordEmployee(_ event: EmployeeJoined, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        try await transaction.save(event)
    }

    func recordSignature(_ event: ContractSigned, in transaction: Transaction) async throws {
        try await transaction.act(on: event.contractID)
        guard var contract = try await transaction.contract(event.contractID, lock: true) else { return }
        try await transaction.markSigned(event.role, of: contract.id, at: event.signedAt)
        // A signature announced again after a later one must not bring the older document back.
        guard event.revision > contract.revision else { return }
        contract.document = event.document
        contract.revision = event.revision
        try await transaction.save(contract)
        try await transaction.schedule(RenderPages(contractID: contract.id, sha256: event.document.sha256))
    }

    func recordCompletion(_ event: ContractCompleted, in transaction: Transaction) async throws {
        try await end(event.contractID, in: transaction) { contract in
            contract.status = .completed
            contract.completedAt = event.completedAt
        }
    }

    func recordWithdrawal(_ event: ContractWithdrawn, in transaction: Transaction) async throws {
        try await end(event.contractID, in: transaction) { $0.status = .withdrawn }
    }

    func recordFailure(_ event: SigningFailed, in transaction: Transaction) async throws {
        try await end(event.contractID, in: transaction) { contract in
            contract.status = .failed
            contract.failure = event.reason
        }
    }

    /// Notes how a signing ended; the first end is the one.
    private func end(
        _ id: ContractID,
        in transaction: Transaction,
        _ note: (inout Contract) -> Void
    ) async throws {
        try await transaction.act(on: id)
        guard var contract = try await transaction.contract(id, lock: true), contract.status == .signing else { return }
        note(&contract)
        try await transaction.save(contract)
    }
}

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
        try await transaction.act(on: event.contractID)
        guard var contract = try await transaction.contract(event.contractID, lock: true),
            contract.status == .signing
        else { return }
        contract.status = .completed
        contract.completedAt = event.completedAt
        try await transaction.save(contract)
    }

    func recordWithdrawal(_ event: ContractWithdrawn, in transaction: Transaction) async throws {
        try await transaction.act(on: event.contractID)
        guard var contract = try await transaction.contract(event.contractID, lock: true),
            contract.status == .signing
        else { return }
        contract.status = .withdrawn
        try await transaction.save(contract)
    }

    func recordFailure(_ event: SigningFailed, in transaction: Transaction) async throws {
        try await transaction.act(on: event.contractID)
        guard var contract = try await transaction.contract(event.contractID, lock: true),
            contract.status == .signing
        else { return }
        contract.status = .failed
        contract.failure = event.reason
        try await transaction.save(contract)
    }
}

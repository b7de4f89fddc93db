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
        if let known = contract.document, let changed = contract.pagesChanged(by: event) {
            try transaction.keepPageImages(of: known.sha256, for: event.document.sha256, except: changed)
            if let picture = event.picture {
                try transaction.save(picture, of: event.document.sha256, over: known.sha256)
            }
        }
        contract.record(event)
        try await transaction.save(contract)
    }

    func recordCompletion(_ event: ContractCompleted, in transaction: Transaction) async throws {
        try await follow(event.contractID, in: transaction) {
            $0.end(as: .completed, completedAt: event.completedAt)
        }
    }

    func recordWithdrawal(_ event: ContractWithdrawn, in transaction: Transaction) async throws {
        try await follow(event.contractID, in: transaction) { $0.end(as: .withdrawn) }
    }

    func recordDecline(_ event: ContractDeclined, in transaction: Transaction) async throws {
        try await follow(event.contractID, in: transaction) {
            $0.end(as: .declined, by: event.role, failure: event.reason)
        }
    }

    func recordFailure(_ event: SigningFailed, in transaction: Transaction) async throws {
        try await follow(event.contractID, in: transaction) { $0.end(as: .failed, failure: event.reason) }
    }

    private func follow(
        _ id: ContractID,
        in transaction: Transaction,
        _ note: (inout Contract) -> Void
    ) async throws {
        try await transaction.act(on: id)
        guard var contract = try await transaction.contract(id, lock: true) else { return }
        note(&contract)
        try await transaction.save(contract)
    }
}

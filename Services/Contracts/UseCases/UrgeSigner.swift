import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension ContractsService {
    /// Has the employee reminded to sign, seldom enough not to be a nuisance.
    func urge(_ request: UrgeSigner, by caller: Caller, in transaction: Transaction) async throws -> UrgeSigner.Reply {
        var contract = try await ownContract(request.contractID, of: caller, in: transaction)
        let now = now()
        let urged = try contract.urge(now: now)
        try await transaction.save(contract)
        try await transaction.publish(urged)
        return UrgeSigner.Reply(nextAt: now.addingTimeInterval(Urging.againAfter))
    }

    /// A contract of the enterprise a caller acts for, locked.
    func ownContract(
        _ id: ContractID,
        of caller: Caller,
        in transaction: Transaction
    ) async throws -> Contract {
        guard let contract = try await ownContracts([id], of: caller, in: transaction)[id] else {
            throw Refusal.notFound("contracts.contract-unknown")
        }
        return contract
    }

    /// Those of several that are contracts of the enterprise a caller acts for, locked.
    func ownContracts(
        _ ids: [ContractID],
        of caller: Caller,
        in transaction: Transaction
    ) async throws -> [ContractID: Contract] {
        let enterpriseID = try caller.requireEnterprise()
        let found = try await transaction.contracts(ids, lock: true).filter { $0.enterpriseID == enterpriseID }
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }
}

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
        let enterpriseID = try caller.requireEnterprise()
        guard let contract = try await transaction.contract(id, lock: true), contract.enterpriseID == enterpriseID
        else { throw Refusal.notFound("contracts.contract-unknown") }
        return contract
    }
}

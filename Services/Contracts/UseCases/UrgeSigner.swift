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
        try Urging.check(contract, now: now)
        contract.urgedAt = now
        try await transaction.save(contract)
        try await transaction.publish(
            SignerUrged(
                contractID: contract.id,
                contractName: contract.name,
                enterpriseID: contract.enterpriseID,
                enterpriseName: contract.enterpriseName,
                accountID: contract.employeeAccountID,
                phone: contract.employeePhone
            )
        )
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

import Identifiers
import Messages
import Messaging
import Postgres

extension ContractsService {
    /// Drafts a contract that ended without all signatures once more.
    ///
    /// It is a contract of its own, with its own number, words of the template as they were, and the parties as they are
    /// known today; the enterprise looks at it and launches it like any draft. Asked again, it is the same one.
    func relaunch(
        _ request: RelaunchContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> DraftedContract {
        let old = try await ownContract(request.contractID, of: caller, in: transaction)
        if let again = old.relaunchedAs, let known = try await transaction.contract(again) {
            return DraftedContract(known)
        }
        guard old.mayBeRelaunched else { throw Refusal("contracts.not-to-relaunch", .conflict) }
        guard let employee = try await transaction.employees([old.employeeID], of: old.enterpriseID).first,
            let enterprise = try await transaction.enterprise(old.enterpriseID)
        else { throw Refusal("contracts.employee-unknown", .conflict) }
        let contract = Contract(
            draft: old.name,
            number: try await transaction.nextContractNumber(now: now()),
            template: (old.templateID, old.templateVersion),
            enterpriseID: old.enterpriseID,
            enterprise: enterprise,
            handler: try caller.requireAccount(),
            employee: employee,
            ordered: old.ordered,
            values: old.values,
            relaunchedFrom: old.id,
            now: now()
        )
        try await transaction.insert(contract)
        return DraftedContract(contract)
    }
}

extension Contract {
    /// It ended, and not with all signatures.
    var mayBeRelaunched: Bool {
        switch status {
        case .withdrawn, .declined, .expired, .failed: true
        case .draft, .signing, .completed: false
        }
    }
}

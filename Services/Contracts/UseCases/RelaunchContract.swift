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
        try old.requireRelaunchable()
        guard let employee = try await transaction.employees([old.employeeID], of: old.enterpriseID).first,
            let enterprise = try await transaction.enterprise(old.enterpriseID)
        else { throw Refusal("contracts.employee-unknown", .conflict) }
        guard let number = try await transaction.nextContractNumbers(1, now: now()).first else {
            throw RecordMissing(what: "number")
        }
        let contract = old.again(
            number: number,
            between: enterprise,
            and: employee,
            by: try caller.requireAccount(),
            now: now()
        )
        try await transaction.insert([contract])
        return DraftedContract(contract)
    }
}

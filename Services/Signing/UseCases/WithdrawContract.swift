import Messages
import Messaging
import Postgres

extension SigningService {
    /// Ends the signing of a contract on the enterprise's word, unless all have signed.
    func withdraw(
        _ request: WithdrawContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> WithdrawContract.Reply {
        guard let flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        try await transaction.save(try flow.withdraw(by: caller, now: now()))
        return WithdrawContract.Reply(status: .withdrawn)
    }
}

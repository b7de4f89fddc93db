import Messages
import Messaging
import Postgres

extension SigningService {
    /// Ends the signing of a contract on the word of either side, unless all have signed.
    func decline(
        _ request: DeclineContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> DeclineContract.Reply {
        guard let flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        try await transaction.save(try flow.decline(by: caller, because: request.reason, now: now()))
        return DeclineContract.Reply(status: .declined)
    }
}

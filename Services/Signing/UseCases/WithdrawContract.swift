import Identifiers
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
        guard var flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        guard try flow.role(of: caller) == .enterprise else {
            throw Refusal("signing.not-yours-to-withdraw", .forbidden)
        }
        guard flow.status == .signing else { throw Refusal("signing.not-to-withdraw", .conflict) }
        let now = now()
        flow.status = .withdrawn
        try await transaction.save(flow)
        try await transaction.addEvidence(
            EvidenceEntry(
                kind: "withdrawn",
                at: now,
                role: .enterprise,
                details: ["account": try caller.requireAccount().description, "document": flow.document.sha256]
            ),
            to: flow.contractID
        )
        try await transaction.publish(
            ContractWithdrawn(
                contractID: flow.contractID,
                contractName: flow.contractName,
                enterpriseID: flow.enterpriseID,
                enterpriseName: flow.enterpriseName,
                withdrawnAt: now,
                parties: flow.partiesToTell
            )
        )
        return WithdrawContract.Reply(status: .withdrawn)
    }
}

import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension ContractsService {
    /// Puts the composed PDF of a draft before its signers.
    func launch(
        _ request: LaunchContract,
        by caller: Caller,
        _ drafts: ComposedDrafts,
        in transaction: Transaction
    ) async throws -> LaunchContract.Reply {
        var contract = try await ownContract(request.contractID, of: caller, in: transaction)
        try await launch(&contract, drafts, in: transaction)
        return LaunchContract.Reply(status: contract.status)
    }

    private func launch(_ contract: inout Contract, _ drafts: ComposedDrafts, in transaction: Transaction) async throws
    {
        try contract.requireDraft()
        let draft = try drafts.of(contract.id)
        let launched = try contract.launch(draft.composed, stored: draft.stored, now: now())
        try await transaction.save(contract)
        try await transaction.publish(launched)
        transaction.afterCommit { drawAhead(draft.pages, of: draft.stored) }
    }

    /// Launches each of several drafts, noting what keeps one back.
    func launchSeveral(
        _ request: LaunchContracts,
        by caller: Caller,
        _ drafts: ComposedDrafts,
        in transaction: Transaction
    ) async throws -> LaunchContracts.Reply {
        var reply = LaunchContracts.Reply(launched: [], refused: [])
        var own = try await ownContracts(request.contractIDs, of: caller, in: transaction)
        for id in request.contractIDs {
            // A launch is refused before it writes anything.
            do {
                guard var contract = own[id] else { throw Refusal.notFound("contracts.contract-unknown") }
                try await launch(&contract, drafts, in: transaction)
                own[id] = contract
                reply.launched.append(id)
            } catch let refusal as Refusal {
                let code = refusal.fields.values.min() ?? refusal.code
                reply.refused.append(RefusedLaunch(contractID: id, code: code))
            }
        }
        return reply
    }
}

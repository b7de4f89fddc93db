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
        try contract.requireDraft()
        let draft = try drafts.of(contract.id)
        let launched = try contract.launch(draft.composed, stored: draft.stored, now: now())
        try await transaction.save(contract)
        try await transaction.publish(launched)
        transaction.afterCommit { drawAhead(draft.pages, of: draft.stored) }
        return LaunchContract.Reply(status: contract.status)
    }

    /// Launches each of several drafts, noting what keeps one back.
    func launchSeveral(
        _ request: LaunchContracts,
        by caller: Caller,
        _ drafts: ComposedDrafts,
        in transaction: Transaction
    ) async throws -> LaunchContracts.Reply {
        var reply = LaunchContracts.Reply(launched: [], refused: [])
        for id in request.contractIDs {
            // A launch is refused before it writes anything.
            do {
                _ = try await launch(LaunchContract(contractID: id), by: caller, drafts, in: transaction)
                reply.launched.append(id)
            } catch let refusal as Refusal {
                let code = refusal.fields.values.min() ?? refusal.code
                reply.refused.append(RefusedLaunch(contractID: id, code: code))
            }
        }
        return reply
    }
}

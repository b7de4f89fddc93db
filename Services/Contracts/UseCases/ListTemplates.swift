import Messages
import Messaging
import Postgres

extension ContractsService {
    func listTemplates(
        _ request: ListTemplates,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListTemplates.Reply {
        _ = try caller.requireEnterprise()
        return ListTemplates.Reply(templates: try await transaction.templates(scope: request.scope).map(\.view))
    }
}

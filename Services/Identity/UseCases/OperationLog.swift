import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

/// What events of many types tell about whom they concern.
private struct Concerned: Decodable {
    var enterpriseID: EnterpriseID?
    var handlerAccountID: AccountID?
    var accountID: AccountID?
}

extension IdentityService {
    /// Enters any service's event into the operation log.
    ///
    /// An event concerns the enterprise it names, or the one acted for, or the one that earlier events of the same subject
    /// concerned; an account is no such subject, for people belong to several enterprises or none. Who did it is the caller of the request that led to it; where none was logged in, as when a job or a
    /// registration led to it, it is the account the event names.
    func logEvent(_ event: EventEnvelope, in transaction: Transaction) async throws {
        let headers = event.headers
        // A sign for caches: what led to it is entered by itself.
        guard headers.type != SessionChanged.type else { return }
        let named = try? event.read(Concerned.self)
        let account = headers.caller?.accountID ?? named?.handlerAccountID ?? named?.accountID
        var enterprise = named?.enterpriseID ?? headers.caller?.enterpriseID
        if enterprise == nil, headers.key != account?.description {
            enterprise = try await transaction.enterprise(ofSubject: headers.key)
        }
        let operation = Operation(
            id: OperationID(headers.id.uuid),
            at: headers.time,
            type: headers.type,
            subject: headers.key,
            accountID: account,
            trace: headers.trace?.traceID
        )
        try await transaction.log(operation, for: enterprise)
    }

    /// Enters what an account did here that no event tells of, under the name of the command.
    func log<R: Request>(
        _: R.Type,
        by account: AccountID,
        for enterprise: EnterpriseID?,
        in transaction: Transaction
    ) async throws {
        let operation = Operation(
            id: .new(),
            at: now(),
            type: R.type,
            subject: account.description,
            accountID: account,
            trace: MessagingContext.current?.trace?.traceID
        )
        try await transaction.log(operation, for: enterprise)
    }

    /// Lists the log of the enterprise acted for to one of its administrators.
    func listOperations(
        _ request: ListOperations,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListOperations.Reply {
        _ = try caller.requireAccount()
        guard caller.side == .employer, let enterprise = caller.enterpriseID else {
            throw Refusal("identity.enterprise-required", .forbidden)
        }
        guard caller.roles.contains(.administrator) else { throw Refusal("identity.role-required", .forbidden) }
        let operations = try await transaction.operations(of: enterprise, request)
        return ListOperations.Reply(
            page: Page(cutting: operations, to: request) { $0.id },
            members: try await transaction.namedMembers(of: enterprise)
        )
    }
}

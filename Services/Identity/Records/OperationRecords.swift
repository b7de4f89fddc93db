import Foundation
import Identifiers
import Messages
import Postgres

/// An entry of the operation log as it is written.
struct Operation: Sendable {
    var id: OperationID
    var at: Date
    var type: String
    var subject: String
    var accountID: AccountID?
    var trace: String?
}

extension Transaction {
    /// Adds an entry unless it is there; `enterprise` is whose log shows it.
    func log(_ operation: Operation, for enterprise: EnterpriseID?) async throws {
        try add(
            into: "operation_log",
            [
                "id": "\(operation.id)", "occurred_at": "\(operation.at)", "type": "\(operation.type)",
                "subject": "\(operation.subject)", "enterprise_id": "\(enterprise)",
                "account_id": "\(operation.accountID)", "trace": "\(operation.trace)",
            ],
            "ON CONFLICT DO NOTHING"
        )
    }

    /// The enterprise that earlier entries about the same thing named, such as the launch of a contract.
    func enterprise(ofSubject subject: String) async throws -> EnterpriseID? {
        try await one(
            "SELECT enterprise_id FROM operation_log WHERE subject = \(subject) AND enterprise_id IS NOT NULL LIMIT 1"
        )?.get("enterprise_id")
    }

    func operations(of enterprise: EnterpriseID, _ request: ListOperations) async throws -> [OperationView] {
        let condition = SQL.all([
            "enterprise_id = \(enterprise)",
            request.operation.map { "type = \($0.replacing("\0", with: "\u{FFFD}"))" },
            request.accountID.map { "account_id = \($0)" },
            request.from.map { "occurred_at >= \($0)" },
            request.to.map { "occurred_at < \($0)" },
            try request.page.before(in: ListOperations.self).map {
                "(occurred_at, id) < (SELECT occurred_at, id FROM operation_log WHERE id = \($0))"
            },
        ])
        return try await query(
            """
            SELECT l.id, l.occurred_at, l.type, l.subject, l.account_id, l.trace,
                   coalesce(p.name, a.phone_masked) AS actor
            FROM (
                SELECT * FROM operation_log WHERE \(condition)
                ORDER BY occurred_at DESC, id DESC
                LIMIT \(request.page.count + 1)
            ) AS l
            LEFT JOIN accounts AS a ON a.id = l.account_id
            LEFT JOIN persons AS p ON p.id = a.person_id
            ORDER BY l.occurred_at DESC, l.id DESC
            """
        ).map { row in
            OperationView(
                id: try row.get("id"),
                at: try row.get("occurred_at"),
                type: try row.get("type"),
                subject: try row.get("subject"),
                accountID: try row.get("account_id"),
                actor: try row.get("actor"),
                trace: try row.get("trace")
            )
        }
    }

    func namedMembers(of enterprise: EnterpriseID) async throws -> [OperationMember] {
        try await query(
            """
            SELECT m.account_id, coalesce(p.name, a.phone_masked) AS name
            FROM members AS m
            JOIN accounts AS a ON a.id = m.account_id
            LEFT JOIN persons AS p ON p.id = a.person_id
            WHERE m.enterprise_id = \(enterprise)
            ORDER BY m.joined_at, m.account_id
            """
        ).map { OperationMember(accountID: try $0.get("account_id"), name: try $0.get("name")) }
    }
}

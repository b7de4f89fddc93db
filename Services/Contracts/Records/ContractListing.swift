import Foundation
import Identifiers
import Messages
import Postgres

extension ActingSide {
    /// What `sees` says, in SQL.
    var visible: SQL {
        switch self {
        case .enterprise(let id): "c.enterprise_id = \(id)"
        case .employee(let id): "c.employee_account_id = \(id) AND c.status <> 'draft'"
        }
    }

    /// True for a contract on which this side has to do something now: the states for which the one rule says so.
    var turn: SQL {
        """
        (c.status = 'signing'
         AND (c.ordered, c.employee_status, c.enterprise_status) IN (\(unescaped: Self.turns[role] ?? "")))
        """
    }

    /// Made of words of our own, so that the statement is the same each time.
    private static let turns: [PartyRole: String] = {
        var turns: [PartyRole: [String]] = [:]
        for ordered in [true, false] {
            for employee in PartyStatus.allCases {
                for enterprise in PartyStatus.allCases {
                    let parties = [
                        PartyView(role: .employee, name: "", status: employee),
                        PartyView(role: .enterprise, name: "", status: enterprise),
                    ]
                    for role in parties.awaited(ordered: ordered) {
                        turns[role, default: []].append(
                            "(\(ordered), '\(employee.rawValue)', '\(enterprise.rawValue)')"
                        )
                    }
                }
            }
        }
        return turns.mapValues { $0.joined(separator: ", ") }
    }()
}

extension Transaction {
    func contracts(of side: ActingSide, _ request: ListContracts) async throws -> [ContractItem] {
        let box: SQL =
            switch request.box {
            case .all: "true"
            case .mine: "c.status = 'signing' AND \(side.turn)"
            case .others: "c.status = 'signing' AND NOT \(side.turn)"
            case .completed: "c.status = 'completed'"
            }
        let before = try request.page.before(in: ListContracts.self)
        let pattern = request.text.flatMap { $0.isEmpty ? nil : "%\($0.escapedForLike)%" }
        return try await query(
            """
            SELECT c.*, \(side.turn) AS my_turn,
                (SELECT signed_at FROM parties WHERE contract_id = c.id AND role = 'employee') AS employee_signed_at,
                (SELECT signed_at FROM parties WHERE contract_id = c.id AND role = 'enterprise') AS enterprise_signed_at
            FROM contracts AS c
            WHERE \(side.visible) AND \(box)
              AND (\(pattern)::text IS NULL OR c.name LIKE \(pattern) OR c.enterprise_name LIKE \(pattern)
                   OR c.employee_name LIKE \(pattern) OR c.number LIKE \(pattern))
              AND (\(request.from)::timestamptz IS NULL OR coalesce(c.launched_at, c.created_at) >= \(request.from))
              AND (\(request.to)::timestamptz IS NULL OR coalesce(c.launched_at, c.created_at) < \(request.to))
              AND (\(before)::uuid IS NULL OR c.id < \(before))
            ORDER BY c.id DESC
            LIMIT \(request.page.count + 1)
            """
        ).map(ContractItem.init(row:))
    }
}

extension ContractItem {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            number: try row.get("number"),
            name: try row.get("name"),
            status: try row.get("status"),
            enterpriseName: try row.get("enterprise_name"),
            employeeName: try row.get("employee_name"),
            employeePhoneMasked: try row.get("employee_phone_masked"),
            launchedAt: try row.get("launched_at"),
            completedAt: try row.get("completed_at"),
            parties: [
                PartyView(
                    role: .employee,
                    name: try row.get("employee_name"),
                    status: try row.get("employee_status"),
                    signedAt: try row.get("employee_signed_at")
                ),
                PartyView(
                    role: .enterprise,
                    name: try row.get("enterprise_name"),
                    status: try row.get("enterprise_status"),
                    signedAt: try row.get("enterprise_signed_at")
                ),
            ],
            myTurn: try row.get("my_turn")
        )
    }
}

import Foundation
import Identifiers
import Messages
import Postgres

/// How many rows an enterprise has of what, as `roster_totals` names it.
struct RosterCounts: Sendable {
    fileprivate let counts: [String: Int]

    /// Who work in a department, or in none.
    func employees(in department: DepartmentID?) -> Int {
        counts["department \(department?.description ?? "none")", default: 0]
    }

    var employees: Int { sum { $0.hasPrefix("department ") } }
    var submissions: Int { sum { $0.hasPrefix("submission ") } }

    func submissions(_ status: SubmissionStatus) -> Int { counts["submission \(status.rawValue)", default: 0] }

    /// Who joined since a moment, counted by days.
    func joined(since moment: Date) -> Int {
        let first = "joined \(moment.formatted(.iso8601.year().month().day()))"
        return sum { $0.hasPrefix("joined ") && $0 >= first }
    }

    private func sum(_ isMeant: (String) -> Bool) -> Int {
        counts.reduce(0) { isMeant($1.key) ? $0 + $1.value : $0 }
    }
}

extension Transaction {
    func rosterCounts(of enterprise: EnterpriseID) async throws -> RosterCounts {
        let rows = try await query(
            """
            SELECT what, sum(n)::bigint AS n
            FROM (
                SELECT what, n FROM roster_totals WHERE enterprise_id = \(enterprise)
                UNION ALL
                SELECT what, n FROM roster_changes WHERE enterprise_id = \(enterprise)
            ) AS counted
            GROUP BY what
            """
        )
        return RosterCounts(counts: try Dictionary(rows.map { (try $0.get("what"), try $0.get("n")) }) { $0 + $1 })
    }

    /// Adds the oldest changes to the totals; returns how many rows of totals that touched.
    @discardableResult
    func foldChanges() async throws -> Int {
        try await execute(
            """
            WITH taken AS (
                DELETE FROM roster_changes
                WHERE id IN (SELECT id FROM roster_changes ORDER BY id LIMIT 10000 FOR UPDATE SKIP LOCKED)
                RETURNING enterprise_id, what, n
            )
            INSERT INTO roster_totals AS kept (enterprise_id, what, n)
            SELECT enterprise_id, what, sum(n) FROM taken GROUP BY enterprise_id, what
            ORDER BY enterprise_id, what
            ON CONFLICT (enterprise_id, what) DO UPDATE SET n = kept.n + excluded.n
            """
        )
    }
}

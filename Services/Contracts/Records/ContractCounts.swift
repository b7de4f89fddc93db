import Foundation
import Messages
import Postgres

extension Transaction {
    /// What a side has, by state; an employee's drafts are none of theirs yet.
    private func stateCounts(of side: ActingSide) async throws -> [StateCount] {
        try await query(
            """
            SELECT state, sum(contracts)::bigint AS contracts, sum(seconds) AS seconds
            FROM (
                SELECT state, contracts, seconds FROM contract_totals WHERE owner_id = \(side.ownerID)
                UNION ALL
                SELECT state, contracts, seconds FROM contract_changes WHERE owner_id = \(side.ownerID)
            ) AS counted
            GROUP BY state
            """
        ).map { row in
            StateCount(
                state: try row.get("state"),
                contracts: try row.get("contracts"),
                seconds: try row.get("seconds")
            )
        }.filter { side.role == .enterprise || $0.status != .draft }
    }

    func counts(of side: ActingSide) async throws -> BoxCounts {
        let states = try await stateCounts(of: side)
        func sum(_ isMeant: (StateCount) -> Bool) -> Int { states.filter(isMeant).reduce(0) { $0 + $1.contracts } }
        return BoxCounts(
            mine: sum { $0.isTurn(of: side.role) },
            others: sum { $0.status == .signing && !$0.isTurn(of: side.role) },
            completed: sum { $0.status == .completed },
            all: sum { _ in true }
        )
    }

    /// Mean hours from launch to completion, nil before the first.
    func averageSigningHours(of side: ActingSide) async throws -> Double? {
        let completed = try await stateCounts(of: side).first { $0.status == .completed && $0.contracts > 0 }
        return completed.map { $0.seconds / 3600 / Double($0.contracts) }
    }

    /// Adds the oldest changes to the totals; returns how many rows of totals that touched.
    @discardableResult
    func foldChanges() async throws -> Int {
        try await execute(
            """
            WITH taken AS (
                DELETE FROM contract_changes
                WHERE id IN (SELECT id FROM contract_changes ORDER BY id LIMIT 10000 FOR UPDATE SKIP LOCKED)
                RETURNING owner_id, state, contracts, seconds
            )
            INSERT INTO contract_totals AS kept (owner_id, state, contracts, seconds)
            SELECT owner_id, state, sum(contracts), sum(seconds) FROM taken GROUP BY owner_id, state
            ORDER BY owner_id, state
            ON CONFLICT (owner_id, state) DO UPDATE
            SET contracts = kept.contracts + excluded.contracts, seconds = kept.seconds + excluded.seconds
            """
        )
    }
}

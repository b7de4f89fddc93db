import Foundation
package import Messaging
package import Postgres

/// What was read within a transaction: tables from end to end, and rows by their indexes.
package struct ReadCount: Sendable, CustomStringConvertible {
    package var wholeTables: Int
    package var rows: Int

    package var description: String { "\(wholeTables) whole tables and \(rows) rows" }

    /// Whether it was no more than a list of any length may read to show one page.
    package var isBounded: Bool { wholeTables == 0 && rows < 5_000 }
}

extension Bench {
    /// Copies one row of a table very often, each copy with an identifier of its own; without triggers, so that it is quick.
    ///
    /// `changes`: names and values by turns, as `jsonb_build_object` takes them; `n` counts the copies from 1 on and `r` is
    /// the row that is copied.
    package func multiply(_ table: String, where row: SQL, times: Int = 100_000, changes: SQL) async throws {
        let columns = try await admin.query(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(table) AND is_generated = 'NEVER'
            """
        ).map { try $0.get("column_name", as: String.self) }
        let sample = try await admin.one("SELECT id FROM \(identifier: table) WHERE \(row) LIMIT 1")
        guard let sample: UUID = try sample?.get("id") else { throw RecordMissing(what: "row to copy") }
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        // As many as are made within the time of one statement.
        for start in stride(from: 1, through: times, by: 5_000) {
            let copies: SQL = """
                INSERT INTO \(identifier: table) (\(unescaped: names))
                SELECT \(unescaped: columns.map { "copy.\"\($0)\"" }.joined(separator: ", "))
                FROM \(identifier: table) AS r,
                    generate_series(\(start)::integer, \(min(start + 4_999, times))::integer) AS n,
                    jsonb_populate_record(r, jsonb_build_object('id', md5(r.id::text || n)::uuid, \(changes))) AS copy
                WHERE r.id = \(sample)
                """
            try await admin.withTransaction { transaction in
                try await transaction.execute("SET LOCAL session_replication_role = replica")
                try await transaction.execute(copies)
            }
        }
        try await admin.execute("ANALYZE \(identifier: table)")
    }

    /// What a piece of work reads of some tables as the service's own role, for whom row-level security shows `scope`.
    package func reads(
        of tables: [String],
        as scope: RowScope,
        _ body: (Transaction) async throws -> Void
    ) async throws -> ReadCount {
        try await database.withTransaction(readOnly: true, context: scope.settings) { transaction in
            let before = try await transaction.readSoFar(of: tables)
            try await body(transaction)
            let after = try await transaction.readSoFar(of: tables)
            return ReadCount(wholeTables: after.wholeTables - before.wholeTables, rows: after.rows - before.rows)
        }
    }
}

extension Transaction {
    /// By this connection so far; what earlier transactions read may not be taken off yet.
    fileprivate func readSoFar(of tables: [String]) async throws -> ReadCount {
        let row = try await one(
            """
            SELECT coalesce(sum(seq_scan), 0)::bigint AS scans, coalesce(sum(idx_tup_fetch), 0)::bigint AS rows
            FROM pg_stat_xact_user_tables WHERE relname = ANY(\(tables)::name[])
            """
        )
        guard let row else { throw RecordMissing(what: "statistics") }
        return ReadCount(wholeTables: try row.get("scans"), rows: try row.get("rows"))
    }
}

extension SQL {
    /// An INSERT of one row, each column beside its value; `rest` follows, such as `ON CONFLICT DO NOTHING`.
    ///
    /// A value is a piece of SQL: `"status": "\(status)"` binds, `"created_at": "now()"` is an expression.
    package static func insert(into table: String, _ columns: KeyValuePairs<String, SQL>, _ rest: SQL = "") -> SQL {
        var statement = Interpolation(literalCapacity: 40 + columns.count * 24, interpolationCount: columns.count)
        statement.appendLiteral("INSERT INTO ")
        statement.appendInterpolation(identifier: table)
        statement.appendLiteral(" (")
        for (place, column) in columns.enumerated() {
            if place > 0 { statement.appendLiteral(", ") }
            statement.appendInterpolation(identifier: column.key)
        }
        statement.appendLiteral(") VALUES (")
        for (place, column) in columns.enumerated() {
            if place > 0 { statement.appendLiteral(", ") }
            statement.appendInterpolation(column.value)
        }
        statement.appendLiteral(") ")
        statement.appendInterpolation(rest)
        return SQL(stringInterpolation: statement)
    }
}

extension Transaction {
    /// Queues the insertion of one row, each column beside its value: it travels with the next statement or with COMMIT,
    /// where its error surfaces.
    package func add(into table: String, _ columns: KeyValuePairs<String, SQL>, _ rest: SQL = "") throws {
        try later(.insert(into: table, columns, rest))
    }

    /// Inserts one row, each column beside its value; returns how many were inserted.
    @discardableResult
    package func insert(
        into table: String,
        _ columns: KeyValuePairs<String, SQL>,
        _ rest: SQL = ""
    ) async throws -> Int {
        try await execute(.insert(into: table, columns, rest))
    }
}

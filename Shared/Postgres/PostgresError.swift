import CLibPQ

/// A technical failure of the database; its description never holds values, so it may be logged.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// The five-character SQLSTATE, from the server or (class 08, 53) made by this client.
    package let sqlState: String
    package let constraint: String?
    package let table: String?
    package let column: String?
    /// The statement's text with `$n` in place of values.
    package let statement: String?
    /// What went wrong, only where the text cannot quote data.
    package let reason: String?

    /// Conditions this client reports itself.
    enum ClientState: String {
        case cannotConnect = "08001"
        case connectionLost = "08006"
        case outcomeUnknown = "08007"
        case badValue = "22021"
        case transactionFailed = "25P02"
        case tooManyConnections = "53300"
        case misuse = "XX900"
    }

    static func client(_ state: ClientState, _ reason: String, statement: String? = nil) -> PostgresError {
        PostgresError(
            sqlState: state.rawValue,
            constraint: nil,
            table: nil,
            column: nil,
            statement: statement,
            reason: reason
        )
    }

    /// Reads the fields of a failed result; a result without SQLSTATE means the connection broke.
    init(result: OpaquePointer, statement: String?) {
        func field(_ code: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        let state = field("C") ?? ClientState.connectionLost.rawValue
        let fromServer = field("C") != nil
        // Class 42 messages name code (relations, functions, syntax), never data.
        let primary = state.hasPrefix("42") ? field("M") : nil
        self.init(
            sqlState: state,
            constraint: field("n"),
            table: field("t"),
            column: field("c"),
            statement: statement,
            reason: fromServer ? primary : "the connection was lost"
        )
    }

    init(
        sqlState: String,
        constraint: String?,
        table: String?,
        column: String?,
        statement: String?,
        reason: String?
    ) {
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.column = column
        self.statement = statement
        self.reason = reason
    }

    /// The same work may succeed when it is done again from the start of its transaction.
    package var isRetriable: Bool {
        switch sqlState {
        case "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "57P05", "25P03", "53300": true
        default: isConnectionLoss
        }
    }

    /// The connection failed or could not be made.
    package var isConnectionLoss: Bool { sqlState.hasPrefix("08") }
    /// The connection broke during COMMIT: the work may or may not be stored.
    package var isOutcomeUnknown: Bool { sqlState == ClientState.outcomeUnknown.rawValue }
    package var isUniqueViolation: Bool { sqlState == "23505" }
    package var isCheckViolation: Bool { sqlState == "23514" }
    /// A row was refused by row-level security or a privilege is missing.
    package var isPermissionDenied: Bool { sqlState == "42501" }
    /// The server stopped the statement for `statement_timeout`.
    package var isStatementTimeout: Bool { sqlState == "57014" }

    package var description: String {
        var parts = ["PostgreSQL \(sqlState)"]
        if let reason { parts.append(reason) }
        if let constraint { parts.append("constraint \(constraint)") }
        if let table { parts.append("table \(table)") }
        if let column { parts.append("column \(column)") }
        if let statement { parts.append("in: \(statement.prefix(160))") }
        return parts.joined(separator: ", ")
    }
}

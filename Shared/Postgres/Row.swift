import CLibPQ
import Failures

/// A row that could not be read as asked; never holds the value.
package struct RowProblem: PassingTrouble, Sendable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        case missingColumn
        case null
        case type(wanted: String, found: UInt32)
        case unknownWord(of: String)
    }

    package let column: String?
    package let reason: Reason

    /// A word that this program does not know was written by a newer one, which can do the work.
    package var isPassing: Bool {
        if case .unknownWord = reason { true } else { false }
    }

    package var description: String {
        let name = column.map { "column \($0)" } ?? "a value"
        return switch reason {
        case .missingColumn: "\(name) is not in the result"
        case .null: "\(name) is NULL"
        case .type(let wanted, let found): "\(name) cannot be read as \(wanted) (server type \(found))"
        case .unknownWord(let list): "\(name) holds a word that is not in \(list)"
        }
    }
}

/// Column names and types, shared by all results of one prepared statement.
final class ResultShape: Sendable {
    let names: [String]
    let types: [UInt32]

    init(_ result: OpaquePointer) {
        let count = PQnfields(result)
        names = (0..<count).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        types = (0..<count).map { PQftype(result, $0) }
    }
}

/// Owns one libpq result.
final class QueryResult: @unchecked Sendable {
    // A finished PGresult is never changed again, only read, and freed once by deinit.
    let handle: OpaquePointer
    let shape: ResultShape

    init(_ handle: OpaquePointer, shape: ResultShape) {
        self.handle = handle
        self.shape = shape
    }

    deinit {
        PQclear(handle)
    }

    var rows: [Row] {
        let count = PQntuples(handle)
        var rows: [Row] = []
        rows.reserveCapacity(Int(count))
        for index in 0..<count { rows.append(Row(result: self, index: index)) }
        return rows
    }
}

/// One row of a result.
package struct Row: Sendable {
    let result: QueryResult
    let index: Int32

    package var columns: [String] { result.shape.names }

    /// Reads a column by name; throws `RowProblem` when it is missing, NULL (unless optional) or of another type.
    package func get<Value: PostgresDecodable>(_ column: String, as: Value.Type = Value.self) throws -> Value {
        guard let position = result.shape.names.firstIndex(of: column) else {
            throw RowProblem(column: column, reason: .missingColumn)
        }
        return try get(position, as: Value.self)
    }

    /// Reads a column by its place, counted from 0.
    package func get<Value: PostgresDecodable>(_ position: Int, as: Value.Type = Value.self) throws -> Value {
        guard result.shape.types.indices.contains(position) else {
            throw RowProblem(column: String(position), reason: .missingColumn)
        }
        let column = Int32(position)
        do {
            if PQgetisnull(result.handle, index, column) == 1 { return try Value.decodeNull() }
            let length = Int(PQgetlength(result.handle, index, column))
            let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result.handle, index, column), count: length)
            return try Value.decode(PostgresCell(bytes: bytes, type: result.shape.types[position]))
        } catch let problem as RowProblem {
            throw RowProblem(column: result.shape.names[position], reason: problem.reason)
        }
    }

    /// Reads a json or jsonb column.
    package func getJSON<Value: Decodable & Sendable>(_ column: String, as: Value.Type = Value.self) throws -> Value {
        try get(column, as: PostgresJSON<Value>.self).value
    }

    /// Reads a json or jsonb column that may be NULL.
    package func getJSON<Value: Decodable & Sendable>(_ column: String, as: Value?.Type = Value?.self) throws -> Value?
    {
        try get(column, as: PostgresJSON<Value>?.self)?.value
    }
}

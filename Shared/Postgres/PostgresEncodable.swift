package import Foundation
package import Identifiers

/// Object ids of the server's built-in types; zero lets the server infer the type from the statement.
package enum PostgresType {
    package static let inferred: UInt32 = 0
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let byteaArray: UInt32 = 1001
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let timestamptzArray: UInt32 = 1185
    static let numeric: UInt32 = 1700
    static let uuid: UInt32 = 2950
    static let uuidArray: UInt32 = 2951
    static let jsonb: UInt32 = 3802
}

/// One value on its way to the server.
package struct PostgresBind: Sendable {
    enum Payload: Sendable {
        case null
        case text(String)
        case integer(Int64)
        case bytes([UInt8])
        case data(Data)
        case uuid(UUID)
        case wideInteger(Int64)
        case double(Double)
        case bool(Bool)
        case invalid(String)
    }

    let type: UInt32
    let payload: Payload

    /// A value in the server's text form, its type inferred by the server.
    package static func text(_ text: String) -> PostgresBind {
        PostgresBind(type: PostgresType.inferred, payload: .text(text))
    }
}

/// A value that can be bound to a statement.
package protocol PostgresEncodable: Sendable {
    static var postgresType: UInt32 { get }
    var postgresBind: PostgresBind { get }
}

/// A value that can be bound and read back.
package typealias PostgresCodable = PostgresDecodable & PostgresEncodable

extension PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.inferred }
}

extension String: PostgresEncodable {
    package var postgresBind: PostgresBind { .text(self) }
}

extension Substring: PostgresEncodable {
    package var postgresBind: PostgresBind { .text(String(self)) }
}

extension Int: PostgresEncodable {
    package var postgresBind: PostgresBind { PostgresBind(type: 0, payload: .integer(Int64(self))) }
}

extension Int64: PostgresEncodable {
    package var postgresBind: PostgresBind { PostgresBind(type: 0, payload: .integer(self)) }
}

extension Int32: PostgresEncodable {
    package var postgresBind: PostgresBind { PostgresBind(type: 0, payload: .integer(Int64(self))) }
}

extension Int16: PostgresEncodable {
    package var postgresBind: PostgresBind { PostgresBind(type: 0, payload: .integer(Int64(self))) }
}

extension Bool: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.bool }
    package var postgresBind: PostgresBind { PostgresBind(type: Self.postgresType, payload: .bool(self)) }
}

extension Double: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.float8 }
    package var postgresBind: PostgresBind { PostgresBind(type: Self.postgresType, payload: .double(self)) }
}

extension Decimal: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.numeric }
    package var postgresBind: PostgresBind {
        PostgresBind(type: Self.postgresType, payload: .text(isNaN ? "NaN" : description))
    }
}

extension UUID: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.uuid }
    package var postgresBind: PostgresBind { PostgresBind(type: Self.postgresType, payload: .uuid(self)) }
}

extension Identifier: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.uuid }
    package var postgresBind: PostgresBind { uuid.postgresBind }
}

extension Data: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.bytea }
    package var postgresBind: PostgresBind { PostgresBind(type: Self.postgresType, payload: .data(self)) }
}

extension Date: PostgresEncodable {
    package static var postgresType: UInt32 { PostgresType.timestamptz }
    package var postgresBind: PostgresBind {
        PostgresBind(type: Self.postgresType, payload: .wideInteger(PostgresTime.microseconds(self)))
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: UInt32 { Wrapped.postgresType }
    package var postgresBind: PostgresBind {
        self?.postgresBind ?? PostgresBind(type: Wrapped.postgresType, payload: .null)
    }
}

/// The server counts microseconds from 2000-01-01 00:00 UTC.
enum PostgresTime {
    /// Seconds from the server's epoch to Foundation's reference date, 2001-01-01.
    static let epochOffset: Double = 31_622_400

    static func microseconds(_ date: Date) -> Int64 {
        let value = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded() + epochOffset * 1_000_000
        // The ends of the range mean "infinity" to the server.
        return Int64(exactly: value) ?? (value < 0 ? .min : .max)
    }

    static func date(_ microseconds: Int64) -> Date {
        if microseconds == .max { return .distantFuture }
        if microseconds == .min { return .distantPast }
        return Date(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - epochOffset)
    }

    static func date(days: Int32) -> Date {
        if days == .max { return .distantFuture }
        if days == .min { return .distantPast }
        return Date(timeIntervalSinceReferenceDate: Double(days) * 86_400 - epochOffset)
    }
}

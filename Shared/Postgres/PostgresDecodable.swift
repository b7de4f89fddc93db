package import Foundation
package import Identifiers

/// One value of a row in the server's binary form; valid only during decoding.
package struct PostgresCell {
    package let bytes: UnsafeRawBufferPointer
    let type: UInt32

    func mismatch(_ wanted: String) -> RowProblem {
        RowProblem(column: nil, reason: .type(wanted: wanted, found: type))
    }

    func integer<Integer: FixedWidthInteger>(_: Integer.Type) throws -> Integer {
        guard bytes.count == MemoryLayout<Integer>.size else { throw mismatch("\(Integer.self)") }
        return Integer(bigEndian: bytes.loadUnaligned(as: Integer.self))
    }

    /// jsonb carries a version byte before its text.
    var jsonBytes: UnsafeRawBufferPointer {
        type == PostgresType.jsonb ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst()) : bytes
    }
}

/// A value that can be read from a row.
package protocol PostgresDecodable {
    static func decode(_ cell: PostgresCell) throws -> Self
    /// The value of NULL; throws unless the type is optional.
    static func decodeNull() throws -> Self
}

extension PostgresDecodable {
    package static func decodeNull() throws -> Self { throw RowProblem(column: nil, reason: .null) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Wrapped? { try Wrapped.decode(cell) }
    package static func decodeNull() throws -> Wrapped? { nil }
}

extension String: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> String {
        switch cell.type {
        case PostgresType.uuid: return try UUID.decode(cell).lowercaseString
        case PostgresType.date: return CalendarText.make(days: try cell.integer(Int32.self))
        case PostgresType.numeric: return try NumericText.decode(cell)
        case PostgresType.bool, PostgresType.bytea, PostgresType.int2, PostgresType.int4, PostgresType.int8,
            PostgresType.float4, PostgresType.float8, PostgresType.timestamp, PostgresType.timestamptz:
            throw cell.mismatch("String")
        default: return String(decoding: cell.jsonBytes, as: UTF8.self)
        }
    }
}

extension Int64: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Int64 {
        switch cell.type {
        case PostgresType.int8: return try cell.integer(Int64.self)
        case PostgresType.int4: return Int64(try cell.integer(Int32.self))
        case PostgresType.int2: return Int64(try cell.integer(Int16.self))
        case PostgresType.oid: return Int64(try cell.integer(UInt32.self))
        case PostgresType.numeric:
            guard let value = Int64(try NumericText.decode(cell)) else { throw cell.mismatch("Int64") }
            return value
        default: throw cell.mismatch("Int64")
        }
    }
}

extension Int: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Int { Int(try Int64.decode(cell)) }
}

extension Int32: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Int32 {
        guard let value = Int32(exactly: try Int64.decode(cell)) else { throw cell.mismatch("Int32") }
        return value
    }
}

extension Int16: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Int16 {
        guard let value = Int16(exactly: try Int64.decode(cell)) else { throw cell.mismatch("Int16") }
        return value
    }
}

extension Bool: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Bool {
        guard cell.type == PostgresType.bool, let byte = cell.bytes.first else { throw cell.mismatch("Bool") }
        return byte != 0
    }
}

extension Double: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Double {
        switch cell.type {
        case PostgresType.float8: return Double(bitPattern: try cell.integer(UInt64.self))
        case PostgresType.float4: return Double(Float(bitPattern: try cell.integer(UInt32.self)))
        case PostgresType.numeric:
            guard let value = Double(try NumericText.decode(cell)) else { throw cell.mismatch("Double") }
            return value
        default: return Double(try Int64.decode(cell))
        }
    }
}

extension Decimal: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Decimal {
        if cell.type != PostgresType.numeric { return Decimal(try Int64.decode(cell)) }
        let text = try NumericText.decode(cell)
        if text == "NaN" { return .nan }
        guard let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else {
            throw cell.mismatch("Decimal")
        }
        return value
    }
}

extension UUID: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> UUID {
        guard cell.type == PostgresType.uuid, cell.bytes.count == 16 else { throw cell.mismatch("UUID") }
        return UUID(uuid: cell.bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Identifier: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Identifier { Identifier(try UUID.decode(cell)) }
}

extension Data: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Data {
        guard cell.type == PostgresType.bytea else { throw cell.mismatch("Data") }
        return Data(cell.bytes)
    }
}

extension Date: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> Date {
        switch cell.type {
        case PostgresType.timestamptz, PostgresType.timestamp: PostgresTime.date(try cell.integer(Int64.self))
        case PostgresType.date: PostgresTime.date(days: try cell.integer(Int32.self))
        default: throw cell.mismatch("Date")
        }
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws -> [Element] {
        var reader = ByteReader(cell)
        let dimensions = try reader.next(Int32.self)
        _ = try reader.next(Int32.self)
        let type = try reader.next(UInt32.self)
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw cell.mismatch("a flat array") }
        let count = Int(try reader.next(Int32.self))
        _ = try reader.next(Int32.self)
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            let length = Int(try reader.next(Int32.self))
            if length < 0 {
                elements.append(try Element.decodeNull())
            } else {
                elements.append(try Element.decode(PostgresCell(bytes: try reader.take(length), type: type)))
            }
        }
        return elements
    }
}

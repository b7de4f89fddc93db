import Foundation

/// An element an array bind may hold.
///
/// Elements whose type the server must know travel in binary with a declared type; the others as an array literal,
/// so that `= ANY($1)` fits columns of any integer or text-like type.
package protocol PostgresArrayElement: PostgresEncodable {
    static var postgresArrayType: UInt32 { get }
}

extension PostgresArrayElement {
    package static var postgresArrayType: UInt32 { PostgresType.inferred }
}

extension String: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Bool: PostgresArrayElement {}
extension Double: PostgresArrayElement {}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement {
    package static var postgresArrayType: UInt32 { Wrapped.postgresArrayType }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    package static var postgresType: UInt32 { Element.postgresArrayType }

    package var postgresBind: PostgresBind {
        let type = Element.postgresArrayType
        if type == PostgresType.inferred { return .text(ArrayLiteral.make(self)) }
        return PostgresBind(type: type, payload: .bytes(BinaryArray.make(self)))
    }
}

enum ArrayLiteral {
    static func make(_ elements: [some PostgresArrayElement]) -> String {
        var text = "{"
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            switch element.postgresBind.payload {
            case .null: text += "NULL"
            case .integer(let value), .wideInteger(let value): text += String(value)
            case .bool(let value): text += value ? "t" : "f"
            case .double(let value): text += quoted(String(value))
            case .text(let value): text += quoted(value)
            case .uuid(let value): text += value.uuidString
            case .bytes, .data, .invalid: text += "NULL"
            }
        }
        return text + "}"
    }

    private static func quoted(_ value: String) -> String {
        let hasMarks = value.utf8.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }
        if !hasMarks { return "\"\(value)\"" }
        return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

enum BinaryArray {
    static func make<Element: PostgresArrayElement>(_ elements: [Element]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + elements.count * 20)
        let hasNull = elements.contains { if case .null = $0.postgresBind.payload { true } else { false } }
        bytes.appendBigEndian(Int32(elements.isEmpty ? 0 : 1))
        bytes.appendBigEndian(Int32(hasNull ? 1 : 0))
        bytes.appendBigEndian(Int32(bitPattern: Element.postgresType))
        guard !elements.isEmpty else { return bytes }
        bytes.appendBigEndian(Int32(clamping: elements.count))
        bytes.appendBigEndian(Int32(1))
        for element in elements {
            switch element.postgresBind.payload {
            case .uuid(let uuid):
                bytes.appendBigEndian(Int32(16))
                withUnsafeBytes(of: uuid.uuid) { bytes.append(contentsOf: $0) }
            case .data(let data):
                bytes.appendBigEndian(Int32(clamping: data.count))
                bytes.append(contentsOf: data)
            case .wideInteger(let value):
                bytes.appendBigEndian(Int32(8))
                bytes.appendBigEndian(value)
            default:
                bytes.appendBigEndian(Int32(-1))
            }
        }
        return bytes
    }
}

extension [UInt8] {
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

import Foundation
import Identifiers

/// Turns one value of an input into what a field holds, or says what is wrong with it.
enum ReadValue {
    /// Longest single text that is passed on, in characters.
    static let longestText = 10_000
    static let mostItems = 1_000

    static func text(_ value: JSONValue) throws(InputCode) -> String {
        guard let text = value.scalarText else { throw .notText }
        guard text.count <= longestText else { throw .tooLong }
        guard !text.unicodeScalars.contains("\0") else { throw .characters }
        return text
    }

    /// The base64 of bytes, as text of any length; whether it is one is looked at elsewhere.
    static func base64(_ value: JSONValue) throws(InputCode) -> String {
        if case .file(let bytes) = value { return bytes.base64EncodedString() }
        guard let text = value.scalarText else { throw .notText }
        return text
    }

    /// A file as a form sends it, or its base64.
    static func bytes(_ value: JSONValue) throws(InputCode) -> Data {
        if case .file(let bytes) = value { return bytes }
        guard let bytes = Data(base64Encoded: try base64(value)) else { throw .notBase64 }
        return bytes
    }

    /// A box that is ticked is sent as `on`.
    static func flag(_ value: JSONValue) throws(InputCode) -> Bool {
        switch value {
        case .bool(let flag): flag
        case .string("true"), .string("on"), .string("1"): true
        case .string("false"), .string(""): false
        default: throw .notBoolean
        }
    }

    static func whole(_ value: JSONValue, in range: ClosedRange<Int>) throws(InputCode) -> Int {
        guard let number = value.scalarText.flatMap({ Int($0) }) else { throw .notWhole }
        guard range.contains(number) else { throw .outOfRange }
        return number
    }

    /// Nil for an empty control of a form.
    static func moment(_ value: JSONValue, endOfDay: Bool) throws(InputCode) -> Date? {
        let text = try text(value)
        if text.isEmpty { return nil }
        if let start = ChinaTime.beginning(ofDay: text) { return endOfDay ? start.addingTimeInterval(86_400) : start }
        guard let moment = try? Date(text, strategy: .iso8601) else { throw .notMoment }
        return moment
    }

    /// Nil for the empty choice of a form.
    static func word<C: Word>(_ value: JSONValue, _: C.Type) throws(InputCode) -> C? {
        if value == .string("") { return nil }
        guard let found = value.scalarText.flatMap({ C(rawValue: $0) }) else { throw .notChoice }
        return found
    }

    /// Nil for the empty choice of a form.
    static func id<E>(_ value: JSONValue, _: E.Type) throws(InputCode) -> Identifier<E>? {
        if value == .string("") { return nil }
        guard let found = value.scalarText.flatMap({ Identifier<E>($0) }) else { throw .notIdentifier }
        return found
    }

    static func ids<E>(_ value: JSONValue, _: E.Type) throws(InputCode) -> [Identifier<E>] {
        var ids: [Identifier<E>] = []
        for item in try list(value) {
            guard let id = item.scalarText.flatMap({ Identifier<E>($0) }) else { throw .notIdentifier }
            ids.append(id)
        }
        return ids
    }

    static func texts(_ value: JSONValue) throws(InputCode) -> [String] {
        var texts: [String] = []
        for item in try list(value) { texts.append(try text(item)) }
        return texts
    }

    static func members(_ value: JSONValue) throws(InputCode) -> [String: JSONValue] {
        guard let members = value.members else { throw .notObject }
        guard members.count <= mostItems else { throw .tooMany }
        return members
    }

    /// A form sends a list of one as a single value.
    private static func list(_ value: JSONValue) throws(InputCode) -> [JSONValue] {
        switch value {
        case .array(let items) where items.count > mostItems: throw .tooMany
        case .array(let items): items
        case .string(let text): text.isEmpty ? [] : [value]
        default: throw .notList
        }
    }
}

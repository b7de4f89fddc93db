package import Foundation

/// JSON as it stands: bodies are written as literals, answers are looked into by key.
package enum JSONValue: Codable, Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    package init(parsing bytes: Data) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: bytes)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value) where value == value.rounded() && abs(value) < 1e15:
            try container.encode(Int(value))
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension JSONValue {
    /// The value under a key, `null` when there is none or this is no object.
    package subscript(key: String) -> JSONValue {
        get {
            if case .object(let values) = self { return values[key] ?? .null }
            return .null
        }
        set {
            guard case .object(var values) = self else { return }
            values[key] = newValue
            self = .object(values)
        }
    }

    package var text: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    package var isTrue: Bool { self == .bool(true) }

    package var integer: Int? {
        if case .number(let value) = self { return Int(exactly: value) }
        return nil
    }

    /// The elements, none when this is no array.
    package var items: [JSONValue] {
        if case .array(let values) = self { return values }
        return []
    }

    /// The members, none when this is no object.
    package var members: [String: JSONValue] {
        if case .object(let values) = self { return values }
        return [:]
    }

    package var isNull: Bool { self == .null }

    /// JSON for people: sorted keys, indented.
    package var indented: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(self) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }

    package init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
    package init(_ texts: [String: String]) { self = .object(texts.mapValues { .string($0) }) }
}

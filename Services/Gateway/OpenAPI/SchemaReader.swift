import Foundation
import Identifiers
import Messages

/// Schemas of answers, read from how a type decodes itself: names, kinds and what may be missing.
enum SchemaReader {
    static func schema(of type: any Decodable.Type) -> JSONValue {
        let notes = Notes()
        _ = try? decode(type, notes)
        return notes.schema ?? ["type": "object"]
    }

    /// What was learnt about one value.
    fileprivate final class Notes {
        var schema: JSONValue?
        var properties: [String: JSONValue] = [:]
        var required: [String] = []

        func close() {
            guard schema == nil, !properties.isEmpty else { return }
            var members: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
            if !required.isEmpty { members["required"] = .array(required.sorted().map { .string($0) }) }
            schema = .object(members)
        }
    }

    /// Returns a sample, so that the type that asked can go on reading.
    fileprivate static func decode<T: Decodable>(_ type: T.Type, _ notes: Notes) throws -> T {
        if let (schema, sample) = scalar(type) as? (JSONValue, T) {
            notes.schema = schema
            return sample
        }
        let value = try T(from: SchemaDecoder(notes: notes))
        notes.close()
        return value
    }

    /// Types whose JSON is one value, with a sample of each.
    private static func scalar<T>(_ type: T.Type) -> (JSONValue, Any)? {
        if type == Date.self { return (["type": "string", "format": "date-time"], Date(timeIntervalSince1970: 0)) }
        if type == UUID.self { return (["type": "string", "format": "uuid"], UUID()) }
        if type == JSONValue.self { return (["type": ["object", "null"]], JSONValue.null) }
        if let word = type as? any Word.Type { return word.schema }
        if type is any CustomIdentifier.Type, let sample = (type as? any CustomIdentifier.Type)?.fresh {
            return (["type": "string", "format": "uuid"], sample)
        }
        return nil
    }
}

/// Identifiers of any entity.
private protocol CustomIdentifier {
    static var fresh: Any { get }
}

extension Identifier: CustomIdentifier {
    fileprivate static var fresh: Any { Identifier.new() }
}

extension Word {
    /// The schema of such a word, with the first one as a sample.
    fileprivate static var schema: (JSONValue, Any)? {
        guard let first = allCases.first else { return nil }
        return (["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })], first)
    }
}

// MARK: The decoder that listens

private struct SchemaDecoder: Decoder {
    let notes: SchemaReader.Notes
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Keyed<Key>(notes: notes))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        Unkeyed(notes: notes)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        Single(notes: notes)
    }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: SchemaReader.Notes
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        notes.required.append(WireJSON.name(key.stringValue))
        return try read(type, key)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        try read(type, key)
    }

    // Without these the library's own ask `decode`, as if the value had to be there.
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try read(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try read(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try read(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try read(type, key) }

    private func read<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T {
        let inner = SchemaReader.Notes()
        defer { notes.properties[WireJSON.name(key.stringValue)] = inner.schema ?? ["type": "object"] }
        return try SchemaReader.decode(type, inner)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    )
        -> KeyedDecodingContainer<NestedKey>
    {
        KeyedDecodingContainer(Keyed<NestedKey>(notes: SchemaReader.Notes()))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        Unkeyed(notes: SchemaReader.Notes())
    }

    func superDecoder() -> any Decoder { SchemaDecoder(notes: SchemaReader.Notes()) }
    func superDecoder(forKey key: Key) -> any Decoder { SchemaDecoder(notes: SchemaReader.Notes()) }
}

private struct Unkeyed: UnkeyedDecodingContainer {
    let notes: SchemaReader.Notes
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        let inner = SchemaReader.Notes()
        defer { notes.schema = ["type": "array", "items": inner.schema ?? ["type": "object"]] }
        return try SchemaReader.decode(type, inner)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    )
        -> KeyedDecodingContainer<NestedKey>
    {
        KeyedDecodingContainer(Keyed<NestedKey>(notes: SchemaReader.Notes()))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { Unkeyed(notes: SchemaReader.Notes()) }
    mutating func superDecoder() -> any Decoder { SchemaDecoder(notes: SchemaReader.Notes()) }
}

private struct Single: SingleValueDecodingContainer {
    let notes: SchemaReader.Notes
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode(_ type: String.Type) -> String {
        notes.schema = ["type": "string"]
        return ""
    }

    func decode(_ type: Bool.Type) -> Bool {
        notes.schema = ["type": "boolean"]
        return false
    }

    func decode(_ type: Int.Type) -> Int {
        notes.schema = ["type": "integer"]
        return 0
    }

    func decode(_ type: Double.Type) -> Double {
        notes.schema = ["type": "number"]
        return 0
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try SchemaReader.decode(type, notes)
    }
}

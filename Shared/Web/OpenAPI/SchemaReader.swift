import Foundation
import Identifiers
import Messages

/// Schemas of answers, read from how a type decodes itself: names, kinds and what may be missing.
enum SchemaReader {
    static func schema(of type: any Decodable.Type) throws -> JSONValue {
        try read(type).schema
    }

    /// Gives a sample too, so that the type that asked can go on reading.
    fileprivate static func read<T: Decodable>(
        _ type: T.Type,
        within outer: Notes? = nil
    ) throws -> (schema: JSONValue, sample: T) {
        if let known = scalar(type) as? (JSONValue, T) { return known }
        // A list of what is being read, as of the fields of a group, names it.
        if let list = type as? any AnyArray.Type, let empty = list.empty as? T, let read = outer?.reading(list.element)
        {
            read.isRecursive = true
            return (["type": "array", "items": FormSchemas.reference(to: read.name)], empty)
        }
        let notes = Notes(type, within: outer)
        do {
            let sample = try T(from: SchemaDecoder(notes: notes))
            return (try notes.schema(), sample)
        } catch let unknown as SchemaUnknown {
            throw unknown
        } catch {
            throw notes.unknown
        }
    }

    /// Types whose JSON is one value, with a sample of each.
    private static func scalar<T>(_ type: T.Type) -> (JSONValue, Any)? {
        switch type {
        case is String.Type: (["type": "string"], "")
        case is Bool.Type: (["type": "boolean"], false)
        case is Int.Type: (["type": "integer"], 0)
        case is Double.Type: (["type": "number"], 0.0)
        case is Date.Type: (["type": "string", "format": "date-time"], Date(timeIntervalSince1970: 0))
        case is JSONValue.Type: (["type": ["object", "null"]], JSONValue.null)
        case let word as any Word.Type: word.sample.map { (word.schema, $0) }
        case let identifier as any AnyIdentifier.Type: (["type": "string", "format": "uuid"], identifier.sample)
        default: nil
        }
    }
}

/// A type that an endpoint answers with does not tell its JSON: a list of words that is no `Word`, or no keys at all.
struct SchemaUnknown: Error, CustomStringConvertible {
    let type: String

    var description: String { "nothing can be told of the JSON of \(type)" }
}

private protocol AnyArray {
    static var element: Any.Type { get }
    static var empty: Any { get }
}

extension Array: AnyArray {
    fileprivate static var element: Any.Type { Element.self }
    fileprivate static var empty: Any { [Element]() }
}

private protocol AnyIdentifier {
    static var sample: Any { get }
}

extension Identifier: AnyIdentifier {
    fileprivate static var sample: Any { Identifier.new() }
}

extension Word {
    /// The schema of any such word.
    static var schema: JSONValue {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }

    fileprivate static var sample: Any? { allCases.first }
}

// MARK: The decoder that listens

/// What was learnt about one value.
private final class Notes {
    let type: Any.Type
    private let outer: Notes?
    var whole: JSONValue?
    var properties: [String: JSONValue] = [:]
    /// A form whose fields are members too.
    var form: (name: String, schema: JSONValue, isRequired: Bool)?
    /// The keys that were asked whether they are there.
    var optional: Set<String> = []

    init(_ type: Any.Type, within outer: Notes?) {
        self.type = type
        self.outer = outer
    }

    /// Whether it has a list of its own kind among its members.
    var isRecursive = false

    var name: String { String(describing: type) }

    /// Who reads a value of a type around this one, or this one itself.
    func reading(_ other: Any.Type) -> Notes? { type == other ? self : outer?.reading(other) }

    var unknown: SchemaUnknown { SchemaUnknown(type: String(reflecting: type)) }

    func schema() throws -> JSONValue {
        if let whole { return whole }
        guard !properties.isEmpty else { throw unknown }
        let own = properties.sorted { $0.key < $1.key }.map { ($0.key, $0.value, !optional.contains($0.key)) }
        let schema = InputSchema.object(own + (form.map { [$0] } ?? []))
        return isRecursive ? FormSchemas.component(name, schema) : schema
    }
}

extension SchemaDecoder: FormDescriber {
    func describe(_ form: Form) {
        notes.form = FormSchemas.member(form, isTold: true)
    }
}

private struct SchemaDecoder: Decoder {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Keyed<Key>(notes: notes))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { Unkeyed(notes: notes) }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(notes: notes) }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    func contains(_ key: Key) -> Bool { true }

    /// Only who can do without a value asks this.
    func decodeNil(forKey key: Key) -> Bool {
        notes.optional.insert(WireJSON.name(key.stringValue))
        return false
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let (schema, sample) = try SchemaReader.read(type, within: notes)
        notes.properties[WireJSON.name(key.stringValue)] = schema
        return sample
    }

    // Nothing of ours takes an object apart by hand.
    func nestedContainer<Inner: CodingKey>(keyedBy: Inner.Type, forKey key: Key) throws -> KeyedDecodingContainer<Inner>
    { throw notes.unknown }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw notes.unknown }
    func superDecoder() throws -> any Decoder { throw notes.unknown }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw notes.unknown }
}

private struct Unkeyed: UnkeyedDecodingContainer {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        let (schema, sample) = try SchemaReader.read(type, within: notes)
        notes.whole = ["type": "array", "items": schema]
        return sample
    }

    func nestedContainer<Inner: CodingKey>(keyedBy: Inner.Type) throws -> KeyedDecodingContainer<Inner> {
        throw notes.unknown
    }
    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notes.unknown }
    func superDecoder() throws -> any Decoder { throw notes.unknown }
}

private struct Single: SingleValueDecodingContainer {
    let notes: Notes
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        // A number of another width reads itself as itself, which would never end.
        guard T.self != notes.type else { throw notes.unknown }
        let (schema, sample) = try SchemaReader.read(type, within: notes)
        notes.whole = schema
        return sample
    }
}

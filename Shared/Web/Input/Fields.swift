package import Foundation
package import Identifiers
package import Messages

/// What a client sends to an endpoint, read field by field.
package protocol Input: Sendable {
    init(_ fields: Fields)
}

/// Reads an input from JSON, a form or a query alike, noting every field that is of the wrong kind.
///
/// What is merely absent is empty: the owning service says what it needs, all fields at once. In describing mode
/// nothing is read; the same calls tell which fields there are, which is how `/openapi.json` knows the inputs.
package final class Fields {
    private let values: [String: JSONValue]
    private let prefix: String
    private let notes: Notes
    private(set) var described: [(name: String, schema: JSONValue, isRequired: Bool)] = []

    private final class Notes {
        var problems = FieldProblems()
        /// Required fields in which nothing stands.
        var absent: [String] = []
        let isDescribing: Bool
        init(isDescribing: Bool) { self.isDescribing = isDescribing }
    }

    private init(_ values: [String: JSONValue], prefix: String, notes: Notes) {
        self.values = values
        self.prefix = prefix
        self.notes = notes
    }

    /// Reads a whole input, or refuses with everything that is wrong with its form.
    package static func read<I: Input>(_: I.Type, from body: JSONValue) throws(Refusal) -> I {
        try read(body) { I($0) }
    }

    static func read<Value>(_ body: JSONValue, by take: (Fields) -> Value) throws(Refusal) -> Value {
        guard let members = body.members else { throw Refusal("gateway.not-an-object", .malformed) }
        let fields = Fields(members, prefix: "", notes: Notes(isDescribing: false))
        let input = take(fields)
        // When the owning service is not even asked because something is missing, it cannot name what else is.
        let missing = InputCode.required.rawValue
        if fields.notes.problems.fields.values.contains(missing) {
            for name in fields.notes.absent { fields.notes.problems.add(name, missing) }
        }
        try fields.notes.problems.check("gateway.input")
        return input
    }

    /// The fields of an input in the order they are read.
    static func describe<I: Input>(_: I.Type) -> [(name: String, schema: JSONValue, isRequired: Bool)] {
        let fields = Fields([:], prefix: "", notes: Notes(isDescribing: true))
        _ = I(fields)
        return fields.described
    }

    /// A text, which the owning service asks for; `about` describes it to clients.
    package func text(_ name: String, _ about: String? = nil) -> String {
        take(name, ["type": "string"], about, isRequired: true, missing: "", read: ReadValue.text)
    }

    /// A text that should be one of the words of an enumeration; the owning service says when it is not.
    package func text<W: Word>(_ name: String, of _: W.Type) -> String {
        take(name, W.schema, isRequired: true, missing: "", read: ReadValue.text)
    }

    /// A text that may be left out, nil when it is empty.
    package func optionalText(_ name: String, _ about: String? = nil) -> String? {
        let found = take(name, ["type": "string"], about, isRequired: false, missing: "", read: ReadValue.text)
        return found.isEmpty ? nil : found
    }

    /// Bytes as base64 text, which may be longer than any other text; left as text, empty when absent.
    package func base64(_ name: String) -> String {
        let schema: JSONValue = ["type": "string", "contentEncoding": "base64"]
        return take(name, schema, isRequired: true, missing: "", read: ReadValue.base64)
    }

    /// Notes a described member; false when an input is being read instead.
    func describe(_ member: (name: String, schema: JSONValue, isRequired: Bool)) -> Bool {
        if notes.isDescribing { described.append(member) }
        return notes.isDescribing
    }

    /// Notes what is wrong with a field.
    package func reject(_ name: String, _ code: InputCode) {
        if !notes.isDescribing { notes.problems.add(prefix + name, code.rawValue) }
    }

    /// Yes or no; without a default it must be given.
    package func flag(_ name: String, default fallback: Bool? = nil) -> Bool {
        let missing = fallback ?? false
        return take(
            name,
            ["type": "boolean"],
            isRequired: fallback == nil,
            missing: missing,
            read: ReadValue.flag
        )
    }

    /// A whole number within a range.
    package func whole(_ name: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        let schema: JSONValue = [
            "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
            "maximum": .integer(Int64(range.upperBound)), "default": .integer(Int64(fallback)),
        ]
        return take(name, schema, isRequired: false, missing: fallback) { value throws(InputCode) in
            try ReadValue.whole(value, in: range)
        }
    }

    /// A moment by RFC 3339, or the beginning or end of a whole day of China.
    package func moment(_ name: String, endOfDay: Bool) -> Date? {
        let schema: JSONValue = ["type": "string", "anyOf": [["format": "date"], ["format": "date-time"]]]
        let about = "a moment, or a day in China Standard Time"
        return take(name, schema, about, isRequired: false, missing: nil) { value throws(InputCode) in
            try ReadValue.moment(value, endOfDay: endOfDay)
        }
    }

    /// One of the words of an enumeration.
    package func choice<C: Word>(_ name: String, _: C.Type) -> C? {
        choice(name, C.self, isRequired: false)
    }

    /// One of the words of an enumeration, which must be given.
    package func requiredChoice<C: Word>(_ name: String, _: C.Type, orElse fallback: C) -> C {
        let found = choice(name, C.self, isRequired: true)
        if found == nil { reject(name, .required) }
        return found ?? fallback
    }

    /// An identifier that must be given.
    package func requiredID<E>(_ name: String, _: Identifier<E>.Type = Identifier<E>.self) -> Identifier<E> {
        let found: Identifier<E>? = id(name, isRequired: true)
        if found == nil { reject(name, .required) }
        return found ?? Identifier(UUID())
    }

    /// An identifier, nil when it is absent or empty.
    package func optionalID<E>(_ name: String, _: Identifier<E>.Type = Identifier<E>.self) -> Identifier<E>? {
        id(name, isRequired: false)
    }

    /// A list of identifiers.
    package func ids<E>(_ name: String, _: Identifier<E>.Type = Identifier<E>.self) -> [Identifier<E>] {
        let schema: JSONValue = ["type": "array", "items": ["type": "string", "format": "uuid"]]
        return take(name, schema, isRequired: true, missing: []) { value throws(InputCode) in
            try ReadValue.ids(value, E.self)
        }
    }

    /// A list of texts, each one of `words` where there are any.
    package func texts(_ name: String, of words: [String] = []) -> [String] {
        var item: [String: JSONValue] = ["type": "string"]
        if !words.isEmpty { item["enum"] = .array(words.map { .string($0) }) }
        let schema: JSONValue = ["type": "array", "items": .object(item)]
        return take(name, schema, isRequired: true, missing: []) { value throws(InputCode) in
            // One box of a form stands for several words; no word has a comma in it.
            guard !words.isEmpty, case .string = value else { return try ReadValue.texts(value) }
            return try ReadValue.text(value).split(separator: ",").map(String.init)
        }
    }

    /// An object of texts by key.
    package func values(_ name: String) -> FieldValues {
        let schema: JSONValue = ["type": "object", "additionalProperties": ["type": "string"]]
        let members = take(name, schema, isRequired: false, missing: [:], read: ReadValue.members)
        return readValues(members, at: name)
    }

    /// An object of such objects by key.
    package func valuesByKey(_ name: String) -> [String: FieldValues] {
        let schema: JSONValue = [
            "type": "object",
            "additionalProperties": ["type": "object", "additionalProperties": ["type": "string"]],
        ]
        let members = take(name, schema, isRequired: false, missing: [:], read: ReadValue.members)
        var result: [String: FieldValues] = [:]
        for (key, inner) in members {
            do throws(InputCode) {
                result[key] = readValues(try ReadValue.members(inner), at: "\(name).\(key)")
            } catch {
                reject("\(name).\(key)", error)
            }
        }
        return result
    }

    /// An inner object; an absent one has only absent fields.
    package func object<I: Input>(_ name: String, _: I.Type) -> I {
        inner(name) { I($0) }
    }

    /// What is read, as it came.
    var sent: JSONValue { .object(values) }

    func inner<Value>(_ name: String, _ read: (Fields) -> Value) -> Value {
        let inner = Fields(values[name]?.members ?? [:], prefix: "\(prefix)\(name).", notes: notes)
        if let value = values[name], value != .null, value.members == nil { reject(name, .notObject) }
        let value = read(inner)
        if notes.isDescribing { described.append((name, InputSchema.object(inner.described), true)) }
        return value
    }

    // MARK: Reading one field

    func take<Value>(
        _ name: String,
        _ schema: JSONValue,
        _ about: String? = nil,
        isRequired: Bool,
        missing: Value,
        read: (JSONValue) throws(InputCode) -> Value
    ) -> Value {
        if notes.isDescribing {
            var members = schema.members ?? [:]
            if let about { members["description"] = .string(about) }
            described.append((name, .object(members), isRequired))
            return missing
        }
        if isRequired, [nil, .null, .string("")].contains(values[name]) { notes.absent.append(prefix + name) }
        guard let value = values[name], value != .null else { return missing }
        do throws(InputCode) {
            return try read(value)
        } catch {
            reject(name, error)
            return missing
        }
    }

    private func choice<C: Word>(_ name: String, _: C.Type, isRequired: Bool) -> C? {
        take(name, C.schema, isRequired: isRequired, missing: nil) { value throws(InputCode) in
            try ReadValue.word(value, C.self)
        }
    }

    private func id<E>(_ name: String, isRequired: Bool) -> Identifier<E>? {
        let schema: JSONValue = ["type": "string", "format": "uuid"]
        return take(name, schema, isRequired: isRequired, missing: nil) { value throws(InputCode) in
            try ReadValue.id(value, E.self)
        }
    }

    private func readValues(_ members: [String: JSONValue], at name: String) -> FieldValues {
        var result = FieldValues()
        for (key, value) in members where value != .null {
            do throws(InputCode) {
                result[key] = try ReadValue.text(value)
            } catch {
                reject("\(name).\(key)", error)
            }
        }
        return result
    }
}

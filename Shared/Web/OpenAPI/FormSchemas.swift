import Messages

/// What the description of the interface tells once, among its components, and names wherever it is part of a body:
/// forms, and types that hold others of their kind.
enum FormSchemas {
    private static let mark = "$form"

    /// The member of a described object that stands for all fields of a form; `isTold` in an answer, where what belongs
    /// to somebody else is masked.
    static func member(_ form: Form, isTold: Bool) -> (name: String, schema: JSONValue, isRequired: Bool) {
        let name = form.name.map { isTold ? $0 + "-answers" : $0 }
        return (mark, component(name ?? "", InputSchema.plain(members(of: form.fields, isTold: isTold))), false)
    }

    fileprivate static func members(
        of fields: [FormField],
        isTold: Bool
    ) -> [(name: String, schema: JSONValue, isRequired: Bool)] {
        fields.map { ($0.key, $0.schema(isTold: isTold), $0.required) }
    }

    /// A schema that stands among the components and is named wherever it is used; in place when it has no name.
    static func component(_ name: String, _ schema: JSONValue) -> JSONValue {
        [mark: .string(name), "schema": schema]
    }

    static func reference(to name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    /// An object of its own members, and of the form if one is among them.
    static func joined(_ fields: [(name: String, schema: JSONValue, isRequired: Bool)]) -> JSONValue {
        guard let form = fields.first(where: { $0.name == mark }) else { return InputSchema.plain(fields) }
        let own = fields.filter { $0.name != mark }
        return own.isEmpty ? form.schema : ["allOf": [InputSchema.plain(own), form.schema]]
    }

    /// Puts a reference in the place of every form that has a name, and the form among the components.
    static func lifted(_ node: JSONValue, into components: inout [String: JSONValue]) -> JSONValue {
        switch node {
        case .array(let items): return .array(items.map { lifted($0, into: &components) })
        case .object(let members):
            guard let name = members[mark]?.scalarText, let schema = members["schema"] else {
                return .object(members.mapValues { lifted($0, into: &components) })
            }
            guard !name.isEmpty else { return schema }
            components[name] = schema
            return reference(to: name)
        default: return node
        }
    }
}

extension FormField {
    /// How the JSON interface describes a value of this field.
    func schema(isTold: Bool) -> JSONValue {
        if kind == .group { return InputSchema.plain(FormSchemas.members(of: fields ?? [], isTold: isTold)) }
        let rules = kind.rules.schema
        var members: [String: JSONValue] = ["type": .string(rules.type)]
        members["format"] = rules.format.map { .string($0) }
        members["pattern"] = (isTold ? rules.told ?? rules.pattern : rules.pattern).map { .string($0) }
        members["description"] = .string(description)
        members["contentEncoding"] = rules.encoding.map { .string($0) }
        // Bytes are no characters of the text that carries them.
        if kind != .file { members["maxLength"] = (longest ?? rules.longest).map { .integer(Int64($0)) } }
        members["minLength"] = shortest.map { .integer(Int64($0)) }
        members["enum"] = options.map { .array($0.map { .string($0.value) }) }
        let example = options?.first?.value ?? rules.example
        if !example.isEmpty { members["examples"] = [.string(example)] }
        return .object(members)
    }

    /// The label, and between which numbers a value lies: numbers travel as texts, which have no such words.
    private var description: String {
        let range = [least.map { "from \($0)" }, most.map { "up to \($0)" }].compactMap { $0 }
        return ([label] + range).joined(separator: ", ")
    }
}

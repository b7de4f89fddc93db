/// An endpoint that takes nothing.
package struct NoInput: Input {
    package init(_ fields: Fields) {}
}

/// Schemas of inputs from their described fields.
enum InputSchema {
    static func object(_ fields: [(name: String, schema: JSONValue, isRequired: Bool)]) -> JSONValue {
        FormSchemas.joined(fields)
    }

    static func plain(_ fields: [(name: String, schema: JSONValue, isRequired: Bool)]) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "object",
            "properties": .object(Dictionary(fields.map { ($0.name, $0.schema) }) { first, _ in first }),
        ]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }
}

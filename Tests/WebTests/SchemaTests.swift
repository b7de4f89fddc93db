import Testing

@testable import Web

@Suite struct `Describing answers` {
    private enum Undeclared: String, Codable {
        case this
    }

    private struct Answering: Codable {
        let words: [Undeclared]
    }

    private struct Counting: Codable {
        let count: Int8
    }

    @Test func `an answer whose JSON cannot be told is named instead of described`() {
        let word = #expect(throws: SchemaUnknown.self) { try SchemaReader.schema(of: Answering.self) }
        #expect(word?.type.hasSuffix("Undeclared") == true)
        let number = #expect(throws: SchemaUnknown.self) { try SchemaReader.schema(of: Counting.self) }
        #expect(number?.type == "Swift.Int8")
        #expect(throws: SchemaUnknown.self) { try SchemaReader.schema(of: [String: String].self) }
    }

    @Test func `a property is one line of the committed text`() {
        let schema: JSONValue = [
            "type": "object", "required": ["status"],
            "properties": ["status": ["type": "string", "enum": ["a", "b"]], "name": ["type": "string"]],
        ]
        #expect(
            ReadableJSON.text(schema) == """
                {
                 "properties": {
                  "name": {"type": "string"},
                  "status": {"enum": ["a", "b"], "type": "string"}
                 },
                 "required": ["status"],
                 "type": "object"
                }

                """
        )
    }
}

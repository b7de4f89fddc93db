import Foundation
import Testing

@testable import Web

@Suite struct `What an answer tells` {
    private struct Row: Codable, Equatable {
        let phoneMasked: String
        let note: String?
        let values: [String: String]
    }

    private struct Masked: Codable {
        let idNumberMasked: String
    }

    private struct Total: Codable {
        let unread: Int
    }

    @Test func `a masked value is told under its own name, and what people named stays as it is`() throws {
        let row = Row(phoneMasked: "138****0001", note: nil, values: ["keyMasked": "a"])
        let text = String(decoding: try WireJSON.encode(row), as: UTF8.self)
        #expect(text == #"{"phone":"138****0001","values":{"keyMasked":"a"}}"#)
        let sent: JSONValue = ["keyMasked": "a"]
        #expect(String(decoding: sent.canonical, as: UTF8.self) == #"{"keyMasked":"a"}"#)
        #expect(try SchemaReader.schema(of: Masked.self).members?["required"] == ["idNumber"])
    }

    @Test func `a list says where it goes on, or that it ends, beside what is told of the whole`() throws {
        let list = List([1, 2], Total(unread: 7))
        #expect(
            String(decoding: try WireJSON.encode(list), as: UTF8.self) == #"{"items":[1,2],"next":null,"unread":7}"#
        )
        let plain = List(["a"], next: "b")
        #expect(String(decoding: try WireJSON.encode(plain), as: UTF8.self) == #"{"items":["a"],"next":"b"}"#)
        let schema = try SchemaReader.schema(of: List<String, Total>.self)
        #expect(schema.members?["properties"]?.members?.keys.sorted() == ["items", "next", "unread"])
        #expect(schema.members?["required"] == ["items", "unread"])
    }
}

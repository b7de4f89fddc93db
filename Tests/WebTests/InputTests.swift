import Foundation
import Identifiers
import Messages
import Testing

@testable import Web

@Suite struct `Reading what was sent` {
    private struct Sample: Input {
        let name: String
        let tags: [String]
        let inner: Inner
        let values: FieldValues
        let consent: Bool

        struct Inner: Input {
            let phone: String
            init(_ fields: Fields) { phone = fields.text("phone") }
        }

        init(_ fields: Fields) {
            name = fields.text("name")
            tags = fields.texts("tags")
            inner = fields.object("inner", Inner.self)
            values = fields.values("values")
            consent = fields.flag("consent", default: false)
        }
    }

    @Test func `a form and JSON are the same input`() throws {
        let form = try #require(
            FormBody.parse("name=%E6%B5%8B%E8%AF%95&tags=a&inner.phone=1+2&values.salary=8000&consent=on")
        )
        let json = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(
                #"{"name":"测试","tags":["a"],"inner":{"phone":"1 2"},"values":{"salary":8000},"consent":true}"#.utf8
            )
        )
        for body in [form, json] {
            let input = try Fields.read(Sample.self, from: body)
            #expect(input.name == "测试")
            #expect(input.tags == ["a"])
            #expect(input.inner.phone == "1 2")
            #expect(input.values.texts == ["salary": "8000"])
            #expect(input.consent)
        }
    }

    @Test func `problems of inner fields carry their path`() throws {
        let body: JSONValue = ["inner": ["phone": ["x"]], "values": ["a": ["b": "c"]]]
        let refusal = #expect(throws: Refusal.self) { try Fields.read(Sample.self, from: body) }
        #expect(refusal?.fields == ["inner.phone": "input.not-text", "values.a": "input.not-text"])
    }

    @Test(
        arguments: [
            (["name": true, "tags": 1], ["tags": "input.not-a-list"]),
            (["name": ["a"]], ["name": "input.not-text"]),
            (["name": .string(String(repeating: "长", count: 10_001))], ["name": "input.too-long"]),
            (["name": "a\0b"], ["name": "input.characters"]),
            (["tags": .array(Array(repeating: "a", count: 1_001))], ["tags": "input.too-many"]),
            (["tags": ["a", ["b"]]], ["tags": "input.not-text"]),
            (["inner": "x", "values": 1], ["inner": "input.not-an-object", "values": "input.not-an-object"]),
            (["consent": "perhaps"], ["consent": "input.not-a-boolean"]),
        ] as [(JSONValue, [String: String])]
    )
    func `each way of being wrong has its code`(body: JSONValue, codes: [String: String]) {
        let refusal = #expect(throws: Refusal.self) { try Fields.read(Sample.self, from: body) }
        #expect(refusal?.code == "gateway.input")
        #expect(refusal?.fields == codes)
    }

    private enum Way: String, Word {
        case up
        case down
    }

    private struct Choosing: Input {
        let way: Way
        let other: Way?
        let count: Int
        let id: ContractID
        let ids: [ContractID]
        let maps: [String: FieldValues]

        init(_ fields: Fields) {
            way = fields.requiredChoice("way", Way.self, orElse: .up)
            other = fields.choice("other", Way.self)
            count = fields.whole("count", default: 20, in: 1...100)
            id = fields.requiredID("id")
            ids = fields.ids("ids")
            maps = fields.valuesByKey("maps")
        }
    }

    @Test func `what must be chosen and is not, or is no choice, has its code`() {
        let none = #expect(throws: Refusal.self) { try Fields.read(Choosing.self, from: ["ids": ["x"]]) }
        #expect(
            none?.fields == [
                "way": "input.required", "id": "input.required", "ids": "input.not-an-identifier",
            ]
        )
        let other = #expect(throws: Refusal.self) {
            try Fields.read(
                Choosing.self,
                from: [
                    "way": "down", "other": "left", "count": "1.5", "id": .string(UUID().uuidString),
                    "maps": ["e": ["k": [1]], "f": 2],
                ]
            )
        }
        #expect(
            other?.fields == [
                "other": "input.not-a-choice", "count": "input.not-a-whole-number", "maps.e.k": "input.not-text",
                "maps.f": "input.not-an-object",
            ]
        )
    }

    private struct Between: Input {
        let from: Date?
        let to: Date?

        init(_ fields: Fields) {
            from = fields.moment("from", endOfDay: false)
            to = fields.moment("to", endOfDay: true)
        }
    }

    private struct Named: Input {
        let name: String

        init(_ fields: Fields) {
            name = fields.text("name")
        }
    }

    @Test func `a file comes out of a form as it went in`() throws {
        let file = Data([0x25, 0x50, 0x0D, 0x0A, 0x00, 0xFF, 0x2D, 0x2D])
        var body = Data("--b42\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n".utf8)
        body += Data("--b42\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.pdf\"\r\n".utf8)
        body += Data("Content-Type: application/pdf\r\n\r\n".utf8) + file + Data("\r\n--b42--\r\n".utf8)
        let parts = try #require(MultipartBody(body, contentType: "multipart/form-data; boundary=b42"))
        #expect(parts.file?.bytes == file)
        #expect(parts.file?.name == "a b.pdf")
        #expect(parts.fields.map(\.0) == ["csrf"])
        #expect(parts.fields.map(\.1) == ["abc"])
        let read = try Fields.read(Attached.self, from: FormBody.tree(parts.values))
        #expect(Data(base64Encoded: read.file) == file)
        let name = #expect(throws: Refusal.self) {
            try Fields.read(Named.self, from: FormBody.tree([("name", .file(file))]))
        }
        #expect(name?.fields == ["name": "input.not-text"])
        #expect(MultipartBody(body.dropLast(20), contentType: "multipart/form-data; boundary=b42") == nil)
        #expect(MultipartBody(body, contentType: "multipart/form-data") == nil)
    }

    @Test(arguments: ["", "a", "%PDF", "--b", "--b42", "--b42\r\n", "--b42\r\n\r\n", "--b42\r\n\r\n\r\n--b42--"])
    func `broken forms are no forms`(text: String) {
        #expect(MultipartBody(Data(text.utf8), contentType: "multipart/form-data; boundary=b42")?.file == nil)
    }

    @Test func `names of files cannot break out of their header`() {
        let header = FileName.disposition("劳动合同\"; x=\r\n1/..\u{202E}.pdf")
        #expect(!header.contains("\r") && !header.contains("\n") && !header.contains("/"))
        #expect(header.hasPrefix("attachment; filename=\""))
        #expect(header.contains("filename*=UTF-8''%E5%8A%B3"))
        #expect(header.split(separator: "\"").count == 3)
    }

    @Test func `days of a filter are days here`() throws {
        let input = try Fields.read(Between.self, from: ["from": "2026-01-02", "to": "2026-01-02"])
        #expect(input.from?.ISO8601Format() == "2026-01-01T16:00:00Z")
        #expect(input.to?.ISO8601Format() == "2026-01-02T16:00:00Z")
        let refusal = #expect(throws: Refusal.self) {
            try Fields.read(Between.self, from: ["from": "yesterday"])
        }
        #expect(refusal?.fields == ["from": "input.not-a-moment"])
    }
}

private struct Attached: Input {
    var file: String

    init(_ fields: Fields) {
        file = fields.base64("file")
    }
}

import Foundation
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Reading what was sent` {
    private struct Sample: Input {
        let name: String
        let tags: [String]
        let inner: Inner
        let values: [String: String]
        let consent: Bool

        struct Inner: Input {
            let phone: String
            init(_ fields: Fields) { phone = fields.text("phone") }
        }

        init(_ fields: Fields) {
            name = fields.text("name")
            tags = fields.texts("tags")
            inner = fields.object("inner", Inner.self)
            values = fields.map("values")
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
            #expect(input.values == ["salary": "8000"])
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

    @Test func `what must be chosen and is not, or is no choice, has its code`() {
        let none = #expect(throws: Refusal.self) { try Fields.read(WillingnessInput.self, from: [:]) }
        #expect(none?.fields == ["method": "input.required"])
        let other = #expect(throws: Refusal.self) {
            try Fields.read(SubmissionsInput.self, from: ["status": "lost", "limit": "1.5"])
        }
        #expect(other?.fields == ["status": "input.not-a-choice", "limit": "input.not-a-whole-number"])
        let ids = #expect(throws: Refusal.self) {
            try Fields.read(
                DraftInput.self,
                from: ["name": "合同", "employeeIDs": ["x"], "perEmployee": ["e": ["k": [1]], "f": 2]]
            )
        }
        #expect(
            ids?.fields == [
                "templateID": "input.required", "employeeIDs": "input.not-an-identifier",
                "perEmployee.e.k": "input.not-text", "perEmployee.f": "input.not-an-object",
            ]
        )
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

    @Test func `only a real picture of sane size is a signature`() throws {
        #expect(try PNGImage.check(base64: TestImage.png(width: 300, height: 120).base64EncodedString()).count > 50)
        let tooWide = TestImage.png(width: 2_001, height: 10).base64EncodedString()
        let cases = [
            ("", "gateway.handwriting-required"), ("!!!", "gateway.handwriting-not-png"),
            (Data("GIF89a".utf8).base64EncodedString(), "gateway.handwriting-not-png"),
            (tooWide, "gateway.handwriting-dimensions"),
            (String(repeating: "A", count: 400_000), "gateway.handwriting-too-large"),
        ]
        for (text, code) in cases {
            let refusal = #expect(throws: Refusal.self) { try PNGImage.check(base64: text) }
            #expect(refusal?.fields["png"] == code)
        }
    }

    @Test func `days of a filter are days here`() throws {
        let input = try Fields.read(ContractsInput.self, from: ["from": "2026-01-02", "to": "2026-01-02"])
        #expect(input.from?.ISO8601Format() == "2026-01-01T16:00:00Z")
        #expect(input.to?.ISO8601Format() == "2026-01-02T16:00:00Z")
        let refusal = #expect(throws: Refusal.self) {
            try Fields.read(ContractsInput.self, from: ["from": "yesterday"])
        }
        #expect(refusal?.fields == ["from": "input.not-a-moment"])
    }
}

enum TestImage {
    /// The frame of a PNG: signature, header, an empty data chunk and the end; checksums do not matter here.
    static func png(width: UInt32, height: UInt32) -> Data {
        func number(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += number(13) + Array("IHDR".utf8) + number(width) + number(height) + [8, 6, 0, 0, 0] + number(0)
        bytes += number(0) + Array("IDAT".utf8) + number(0)
        bytes += number(0) + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
        return Data(bytes)
    }
}

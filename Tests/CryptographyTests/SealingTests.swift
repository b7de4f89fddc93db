import Cryptography
import Foundation
import Testing

@Suite struct `Sealing personal data` {
    let keys: SealingKeys
    let oldMaterial = Data(repeating: 7, count: 32).base64EncodedString()
    let newMaterial = Data(repeating: 9, count: 32).base64EncodedString()

    init() throws {
        keys = try SealingKeys(setting: "k1:\(oldMaterial)")
    }

    @Test func `a sealed text opens to what it was`() throws {
        for text in ["13800000001", "", "测试甲", String(repeating: "字", count: 5000)] {
            #expect(try keys.open(keys.seal(text, context: "name"), context: "name") == text)
        }
        let bytes = SecureRandom.bytes(100_000)
        #expect(try keys.open(data: keys.seal(data: bytes, context: "file"), context: "file") == bytes)
        #expect(try keys.open(data: keys.seal(data: Data(), context: "file"), context: "file") == Data())
    }

    @Test func `the same text never seals to the same envelope`() throws {
        #expect(try keys.seal("123456", context: "code") != keys.seal("123456", context: "code"))
    }

    @Test func `a changed envelope, context or key does not open`() throws {
        let sealed = try keys.seal("13800000001", context: "phone")
        #expect(throws: CryptographyError.self) { try keys.open(sealed, context: "code") }
        let body = try #require(Data(base64URL: sealed.envelope.split(separator: ".")[2]))
        for position in body.indices {
            var changed = body
            changed[position] ^= 1
            let envelope = try SealedText(envelope: "v1.k1.\(changed.base64URL)")
            #expect { try keys.open(envelope, context: "phone") } throws: {
                ($0 as? CryptographyError)?.code == .openingFailed
            }
        }
        let other = try SealingKeys(setting: "k1:\(newMaterial)")
        #expect(throws: CryptographyError.self) { try other.open(sealed, context: "phone") }
        let binary = try keys.seal(data: Data("file".utf8), context: "file")
        #expect(throws: CryptographyError.self) { try keys.open(data: binary.dropLast(), context: "file") }
        #expect(throws: CryptographyError.self) { try keys.open(data: Data("plain".utf8), context: "file") }
    }

    @Test func `an unknown key or algorithm is named as such`() throws {
        let other = try SealingKeys(setting: "k9:\(oldMaterial)")
        let sealed = try other.seal("x", context: "c")
        #expect { try keys.open(sealed, context: "c") } throws: { ($0 as? CryptographyError)?.code == .unknownKey }
        let future = try SealedText(envelope: sealed.envelope.replacingOccurrences(of: "v1.", with: "v2."))
        #expect { try keys.open(future, context: "c") } throws: {
            ($0 as? CryptographyError)?.code == .unknownAlgorithm
        }
    }

    @Test func `after a rotation old values open, new ones use the new key, and look-ups stay`() throws {
        let sealed = try keys.seal("old", context: "c")
        let rotated = try SealingKeys(setting: "k2:\(newMaterial), k1:\(oldMaterial)")
        #expect(try rotated.open(sealed, context: "c") == "old")
        let again = try rotated.seal("new", context: "c")
        #expect(again.envelope.hasPrefix("v1.k2."))
        let index = keys.lookUpIndex("13800000001", purpose: "phone")
        #expect(rotated.lookUpIndex("13800000001", purpose: "phone") == index)
        let dropped = try SealingKeys(setting: "k2:\(newMaterial),index:\(oldMaterial)")
        #expect(dropped.lookUpIndex("13800000001", purpose: "phone") == index)
        #expect(throws: CryptographyError.self) { try dropped.open(sealed, context: "c") }
    }

    @Test func `look-ups of different purposes differ`() {
        #expect(keys.lookUpIndex("1", purpose: "a") != keys.lookUpIndex("1", purpose: "b"))
        #expect(keys.lookUpIndex("1", purpose: "a").count == 32)
    }

    @Test(arguments: [
        "", "k1", "k1:short", "k1:AAAA", ":AAAA", "k 1:AAAA", "index:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
    ])
    func `a malformed setting is refused without being quoted`(setting: String) {
        #expect { try SealingKeys(setting: setting) } throws: { error in
            (error as? CryptographyError)?.code == .malformedKeySetting && !"\(error)".contains("AAAA")
        }
    }

    @Test func `a sealed text travels as a plain string and prints nothing of itself`() throws {
        let sealed = try keys.seal("13800000001", context: "phone")
        let coded = try JSONEncoder().encode(["phone": sealed])
        #expect(String(decoding: coded, as: UTF8.self) == "{\"phone\":\"\(sealed.envelope)\"}")
        #expect(try JSONDecoder().decode([String: SealedText].self, from: coded)["phone"] == sealed)
        var dumped = ""
        dump(sealed, to: &dumped)
        #expect("\(sealed)" == "<sealed>" && !dumped.contains("v1."))
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([SealedText].self, from: Data(#"["13800000001"]"#.utf8))
        }
        dumped = ""
        dump(keys, to: &dumped)
        #expect(!dumped.contains("k1"))
    }
}

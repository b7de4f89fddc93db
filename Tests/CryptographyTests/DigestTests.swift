import Cryptography
import Foundation
import Testing

@Suite struct `Digests and random values` {
    @Test func `SHA-256 agrees with FIPS 180-4`() {
        #expect(
            Digest.sha256Hex(Data("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(Digest.sha256Hex(Data()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let long = Data("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        #expect(Digest.sha256Hex(long) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(Digest.sha256(long.prefix(3)) == Digest.sha256(Array(long.prefix(3))))
    }

    @Test func `HMAC-SHA-256 agrees with RFC 4231`() {
        let first = Digest.hmacSHA256(key: Data(repeating: 0x0b, count: 20), Data("Hi There".utf8))
        #expect(first.hex == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = Digest.hmacSHA256(key: Data("Jefe".utf8), Data("what do ya want for nothing?".utf8))
        #expect(second.hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let third = Digest.hmacSHA256(key: Data(repeating: 0xaa, count: 20), Data(repeating: 0xdd, count: 50))
        #expect(third.hex == "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")
        let sixth = Digest.hmacSHA256(
            key: Data(repeating: 0xaa, count: 131),
            Data("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        )
        #expect(sixth.hex == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        let empty = Digest.hmacSHA256(key: Data(), Data())
        #expect(empty.hex == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func `a stored algorithm name finds its algorithm`() throws {
        let named = try DigestAlgorithms.named("sha-256")
        #expect(named.digest(Data("abc".utf8)) == Digest.sha256(Data("abc".utf8)))
        #expect(throws: CryptographyError.self) { try DigestAlgorithms.named("md5") }
    }

    @Test func `hexadecimal and base64url read back what they write`() {
        let bytes = Data([0, 1, 0xab, 0xff, 0xfe])
        #expect(bytes.hex == "0001abfffe")
        #expect(Data(hex: "0001ABfffe") == bytes)
        #expect(Data(hex: "0") == nil && Data(hex: "0g") == nil && Data(hex: "") == Data())
        #expect(Data(base64URL: bytes.base64URL) == bytes)
        #expect(Data(base64URL: "AB") == nil, "left-over bits")
        #expect(Data(base64URL: "AA==") == nil && Data(base64URL: "A+") == nil && Data(base64URL: "A") == nil)
    }

    @Test func `random values have the asked length and do not repeat`() {
        #expect(SecureRandom.bytes(0).isEmpty && SecureRandom.bytes(33).count == 33)
        #expect(SecureRandom.token().count == 43)
        #expect(Set((0..<100).map { _ in SecureRandom.token() }).count == 100)
        let digits = SecureRandom.digits(4000)
        #expect(digits.count == 4000 && Set(digits) == Set("0123456789"))
    }

    @Test func `constant-time comparison compares`() {
        #expect(constantTimeEqual(Data([1, 2]), Data([1, 2])))
        #expect(constantTimeEqual(Data(), Data()))
        #expect(!constantTimeEqual(Data([1, 2]), Data([1, 3])))
        #expect(!constantTimeEqual(Data([1]), Data([1, 3])))
    }
}

import Cryptography
import Foundation
import Testing

@Suite struct `Password hashes` {
    @Test func `a password verifies against its own hash only`() async throws {
        let hash = try await PasswordHash.make("正确 horse battery")
        #expect(hash.hasPrefix("$scrypt$ln=14,r=8,p=5$"))
        #expect(await PasswordHash.verify("正确 horse battery", against: hash))
        #expect(await !PasswordHash.verify("正确 horse batterz", against: hash))
        #expect(await !PasswordHash.verify("", against: hash))
    }

    @Test func `a hash made by another implementation verifies`() async {
        // RFC 7914, section 12, third vector shortened to the forms this build reads: N=16384, r=8, p=1.
        let value = Data(
            hex: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        )
        let salt = Data("SodiumChloride".utf8).base64EncodedString().replacingOccurrences(of: "=", with: "")
        let encoded = value?.base64EncodedString().replacingOccurrences(of: "=", with: "") ?? ""
        let hash = "$scrypt$ln=14,r=8,p=1$\(salt)$\(encoded)"
        #expect(await PasswordHash.verify("pleaseletmein", against: hash))
    }

    @Test func `the same password typed composed and decomposed is one password`() async throws {
        let hash = try await PasswordHash.make("caf\u{e9}")
        #expect(await PasswordHash.verify("cafe\u{301}", against: hash))
    }

    @Test(arguments: [
        "", "$scrypt$", "$scrypt$ln=40,r=8,p=5$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$x$y$z",
    ])
    func `a malformed or unbounded hash matches nothing`(hash: String) async {
        #expect(await !PasswordHash.verify("", against: hash))
    }

    @Test func `the decoy costs what a hash costs and matches nothing`() async {
        #expect(PasswordHash.decoy.hasPrefix("$scrypt$ln=14,r=8,p=5$"))
        #expect(await !PasswordHash.verify("password", against: PasswordHash.decoy))
    }

    @Test func `many hashes at once all finish`() async throws {
        let hash = try await PasswordHash.make("one of many")
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<6 {
                group.addTask { await PasswordHash.verify(number == 3 ? "one of many" : "\(number)", against: hash) }
            }
            var matches = 0
            for await matched in group where matched { matches += 1 }
            #expect(matches == 1)
        }
    }
}

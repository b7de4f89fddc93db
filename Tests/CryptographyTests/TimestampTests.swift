import Cryptography
import Foundation
import Testing

@Suite struct `Issuing time-stamps` {
    let tool: OpenSSLTool
    let root: CertificateAuthority
    let authority: TimestampAuthority
    let now = Date()

    init() throws {
        tool = try OpenSSLTool()
        root = try CertificateAuthority.makeRoot(commonName: "根", organization: "示例科技有限公司", now: now)
        let (key, certificate) = try root.issueTimestamper(
            commonName: "穗约时间戳",
            organization: "示例科技有限公司",
            now: now,
            notAfter: now.addingTimeInterval(86_400)
        )
        authority = try TimestampAuthority(certificate: certificate, key: key, chain: [root.certificate])
        _ = try tool.file("root.pem", root.certificate.pem)
    }

    @Test func `openssl accepts a token over its imprint and no other`() throws {
        let imprint = Digest.sha256(Data("signature value".utf8))
        _ = try tool.file("token.der", try authority.token(overSHA256: imprint, now: now, nonce: Data([9, 9])))
        let options = "ts -verify -token_in -in token.der -CAfile root.pem -digest"
        let verdict = try tool.run("\(options) \(imprint.hex)")
        #expect(verdict.code == 0 && verdict.output.contains("Verification: OK"), "\(verdict.output)")
        #expect(try tool.run("\(options) \(Digest.sha256Hex(Data("other".utf8)))").code != 0)
        let shown = try tool.run("ts -reply -token_in -in token.der -token_out -text").output
        #expect(shown.contains("Nonce: 0x0909") && shown.contains("Hash Algorithm: sha256"))
        #expect(shown.contains("Policy OID: \(TimestampAuthority.builtInPolicyOID)"), "\(shown)")
    }

    @Test func `tokens of one second differ in their serial numbers`() throws {
        let imprint = Digest.sha256(Data())
        var serials: Set<Substring> = []
        for index in 0..<5 {
            _ = try tool.file("\(index).der", try authority.token(overSHA256: imprint, now: now))
            let shown = try tool.run("ts -reply -token_in -in \(index).der -token_out -text").output
            serials.insert(try #require(shown.split(separator: "\n").first { $0.hasPrefix("Serial number:") }))
            #expect(shown.contains("Nonce: unspecified"))
        }
        #expect(serials.count == 5)
        #expect(serials.allSatisfy { $0.count == "Serial number: 0x".count + 32 })
    }

    @Test func `only a SHA-256 digest, a matching key and a time-stamper's certificate will do`() throws {
        #expect(throws: CryptographyError(.unsuitableDigest, "imprint")) {
            try authority.token(overSHA256: Data(count: 20), now: now)
        }
        #expect(throws: CryptographyError(.keyMismatch, "time-stamp authority")) {
            try TimestampAuthority(certificate: authority.certificate, key: .makeP256(), chain: [])
        }
        let request = SignerCertificateRequest(
            commonName: "测试甲",
            evidenceDigest: Digest.sha256(Data()),
            notAfter: .distantFuture
        )
        let (key, certificate) = try root.issueSigner(request, now: now)
        let wrong = try TimestampAuthority(certificate: certificate, key: key, chain: [])
        #expect(throws: CryptographyError.self) { try wrong.token(overSHA256: Digest.sha256(Data()), now: now) }
    }
}

import Cryptography
import Foundation
import Testing

@Suite struct `Issuing certificates` {
    let tool: OpenSSLTool
    let authority: CertificateAuthority
    let now = Date()
    let evidence = Digest.sha256(Data("evidence".utf8))

    init() throws {
        tool = try OpenSSLTool()
        authority = try CertificateAuthority.makeRoot(
            commonName: "穗约测试根证书",
            organization: "示例科技有限公司",
            now: now,
            revocationListURL: "http://crl.example.com/suiyue.crl"
        )
        _ = try tool.file("root.pem", authority.certificate.pem)
    }

    func issue(_ name: String = "测试甲") throws -> (SigningKey, Certificate) {
        let request = SignerCertificateRequest(
            commonName: name,
            organization: "示例科技有限公司",
            serialNumberAttribute: "4105***********3",
            evidenceDigest: evidence,
            notAfter: now.addingTimeInterval(10 * 365 * 86_400)
        )
        return try authority.issueSigner(request, now: now)
    }

    @Test func `a signer's certificate says who, why and for how long`() throws {
        let (key, certificate) = try issue()
        #expect(certificate.subjectCommonName == "测试甲")
        #expect(certificate.evidenceDigest == evidence)
        #expect(certificate.notBefore.timeIntervalSince1970 == now.timeIntervalSince1970.rounded(.down))
        #expect(certificate.serialHex.count == 32)
        #expect(certificate.matches(key) && certificate.permitsDocumentSigning && !certificate.isAuthority)
        #expect(!authority.certificate.permitsDocumentSigning && authority.certificate.isAuthority)
        #expect(try Certificate(der: certificate.der) == certificate)
        #expect(try Certificate(pem: certificate.pem) == certificate)
        #expect(!"\(certificate)".contains("测试甲"))
    }

    @Test func `openssl accepts the chain under its strict rules and shows the extensions`() throws {
        let (_, certificate) = try issue()
        _ = try tool.file("leaf.pem", certificate.pem)
        let verdict = try tool.run("verify -x509_strict -check_ss_sig -purpose smimesign -CAfile root.pem leaf.pem")
        #expect(verdict.code == 0, "\(verdict.output)")
        let shown = try tool.run("x509 -in leaf.pem -noout -text -nameopt utf8,sep_comma_plus").output
        for expected in [
            "CN=测试甲", "O=示例科技有限公司", "serialNumber=4105-----------3", "Digital Signature, Non Repudiation",
            "X509v3 Authority Key Identifier", "X509v3 Subject Key Identifier", "URI:http://crl.example.com/suiyue.crl",
            "2.25.77042768793498357438812662741789439188.1: \n", "CA:FALSE", "Version: 3",
        ] {
            #expect(shown.contains(expected), "\(expected) in \(shown)")
        }
    }

    @Test func `a time-stamper's certificate may do nothing else`() throws {
        let (_, certificate) = try authority.issueTimestamper(
            commonName: "穗约时间戳",
            organization: "示例科技有限公司",
            now: now,
            notAfter: now.addingTimeInterval(86_400)
        )
        _ = try tool.file("tsa.pem", certificate.pem)
        #expect(try tool.run("verify -x509_strict -purpose timestampsign -CAfile root.pem tsa.pem").code == 0)
        #expect(try tool.run("verify -purpose smimesign -CAfile root.pem tsa.pem").code != 0)
        #expect(!certificate.permitsDocumentSigning)
    }

    @Test func `a certificate never outlives its authority, nor ends before it starts`() throws {
        let late = SignerCertificateRequest(commonName: "测试甲", evidenceDigest: evidence, notAfter: .distantFuture)
        #expect(try authority.issueSigner(late, now: now).1.notAfter == authority.certificate.notAfter)
        let early = SignerCertificateRequest(commonName: "测试甲", evidenceDigest: evidence, notAfter: now)
        #expect(throws: CryptographyError.self) { try authority.issueSigner(early, now: now) }
    }

    @Test func `what does not fit a certificate is refused without quoting it`() throws {
        let long = SignerCertificateRequest(
            commonName: String(repeating: "甲", count: 65),
            evidenceDigest: evidence,
            notAfter: .distantFuture
        )
        #expect { try authority.issueSigner(long, now: now) } throws: {
            ($0 as? CryptographyError)?.code == .issuingFailed && !"\($0)".contains("甲")
        }
        let short = SignerCertificateRequest(commonName: "测试甲", evidenceDigest: Data(), notAfter: .distantFuture)
        #expect(throws: CryptographyError(.unsuitableDigest, "evidence")) { try authority.issueSigner(short, now: now) }
        #expect(throws: CryptographyError.self) {
            try CertificateAuthority.makeRoot(
                commonName: "x",
                organization: "y",
                now: now,
                revocationListURL: "http://a,DNS:b"
            )
        }
    }

    @Test func `a stored authority comes back and goes on issuing`() throws {
        let plain = try authority.pemForStorage()
        let stored = try authority.pemForStorage(password: "口令 with spaces")
        #expect(plain.key.contains("BEGIN PRIVATE KEY"))
        #expect(stored.key.contains("BEGIN ENCRYPTED PRIVATE KEY"))
        _ = try tool.file("key.pem", stored.key)
        #expect(try tool.run("asn1parse -in key.pem").output.contains("scrypt"))
        #expect(throws: CryptographyError.self) {
            try CertificateAuthority(certificatePEM: stored.certificate, keyPEM: stored.key, password: "wrong")
        }
        #expect(throws: CryptographyError.self) {
            try CertificateAuthority(certificatePEM: stored.certificate, keyPEM: stored.key)
        }
        for (key, password) in [(plain.key, nil), (stored.key, "口令 with spaces")] {
            let again = try CertificateAuthority(certificatePEM: stored.certificate, keyPEM: key, password: password)
            let request = SignerCertificateRequest(
                commonName: "测试乙",
                evidenceDigest: evidence,
                notAfter: .distantFuture
            )
            _ = try tool.file("leaf.pem", try again.issueSigner(request, now: now).1.pem)
            #expect(try tool.run("verify -x509_strict -CAfile root.pem leaf.pem").code == 0)
        }
        let (otherKey, leaf) = try issue()
        #expect(throws: CryptographyError(.keyMismatch, "authority")) {
            try CertificateAuthority(certificatePEM: stored.certificate, keyPEM: otherKey.pem())
        }
        #expect(throws: CryptographyError.self) {
            try CertificateAuthority(certificatePEM: leaf.pem, keyPEM: otherKey.pem())
        }
    }

    @Test func `a key shows nothing of itself`() throws {
        let key = try SigningKey.makeP256()
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "<signing key>" && !dumped.contains("handle"))
        #expect(throws: CryptographyError.self) { try SigningKey(pem: "-----BEGIN PRIVATE KEY-----") }
        _ = try tool.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out other.pem")
        #expect(throws: CryptographyError(.unknownAlgorithm, "a key that is not P-256")) {
            try SigningKey(pem: String(decoding: tool.content("other.pem"), as: UTF8.self))
        }
    }

    @Test func `openssl reads the revocation list and refuses what it names`() throws {
        let (_, good) = try issue()
        let (_, revoked) = try issue("测试乙")
        let list = try authority.revocationList(
            revoked: [RevokedCertificate(serialHex: revoked.serialHex, revokedAt: now, reason: .keyCompromise)],
            now: now,
            nextUpdate: now.addingTimeInterval(86_400)
        )
        _ = try tool.file("list.der", list)
        let shown = try tool.run("crl -inform DER -in list.der -CAfile root.pem -noout -text")
        #expect(shown.output.contains("verify OK") && shown.output.contains("Key Compromise"), "\(shown.output)")
        #expect(shown.output.uppercased().contains(revoked.serialHex.uppercased()))
        #expect(shown.output.contains("X509v3 CRL Number"))
        #expect(try tool.run("crl -inform DER -in list.der -out list.pem").code == 0)
        _ = try tool.file("good.pem", good.pem)
        _ = try tool.file("revoked.pem", revoked.pem)
        let options = "verify -x509_strict -crl_check -CAfile root.pem -CRLfile list.pem"
        #expect(try tool.run("\(options) good.pem").code == 0)
        let refused = try tool.run("\(options) revoked.pem")
        #expect(refused.code != 0 && refused.output.contains("certificate revoked"), "\(refused.output)")
        let bad = [RevokedCertificate(serialHex: "zz", revokedAt: now)]
        #expect(throws: CryptographyError.self) {
            try authority.revocationList(revoked: bad, now: now, nextUpdate: now.addingTimeInterval(1))
        }
    }

    @Test func `a signature scheme is found by its stored name`() throws {
        let (key, certificate) = try issue()
        let scheme = try SignatureAlgorithms.named("ecdsa-p256-sha256")
        let signature = try scheme.sign(Data("message".utf8), with: key)
        #expect(scheme.verify(signature, of: Data("message".utf8), by: certificate))
        #expect(!scheme.verify(signature, of: Data("massage".utf8), by: certificate))
        #expect(throws: CryptographyError.self) { try SignatureAlgorithms.named("sm2-sm3") }
    }
}

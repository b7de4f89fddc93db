import Cryptography
import Foundation
import Testing

@Suite struct `Signing a document` {
    let now = Date()
    let document = Data("劳动合同 第一条".utf8)
    let parties: SigningParties
    let tool: OpenSSLTool

    init() throws {
        tool = try OpenSSLTool()
        parties = try SigningParties(now: now, signerNotAfter: now.addingTimeInterval(10 * 365 * 86_400))
        _ = try tool.file("root.pem", parties.root.certificate.pem)
        _ = try tool.file("document", document)
    }

    @Test func `openssl accepts the signature as CAdES, and none over another document`() throws {
        _ = try tool.file("signature.der", try parties.sign(document, at: now))
        let options = "cms -verify -cades -binary -inform DER -in signature.der -CAfile root.pem -out out"
        let verdict = try tool.run("\(options) -content document")
        #expect(verdict.code == 0 && verdict.output.contains("CAdES Verification successful"), "\(verdict.output)")
        _ = try tool.file("other", Data("劳动合同 第二条".utf8))
        #expect(try tool.run("\(options) -content other").code != 0)
    }

    @Test func `the room told for a signature holds it, with little to spare`() throws {
        let size = try parties.sign(document, at: now).count
        let room = DetachedCMS.mostBytes(
            certificate: parties.certificate,
            chain: [parties.root.certificate],
            timestampedBy: parties.timestamper
        )
        #expect((size + 512..<size + 2048).contains(room))
    }

    @Test func `the signature says who and under which certificate, but no time of its own`() throws {
        _ = try tool.file("signature.der", try parties.sign(document, at: now))
        let shown = try tool.run("cms -cmsout -print -inform DER -in signature.der -out out.txt")
        #expect(shown.code == 0)
        let text = String(decoding: try tool.content("out.txt"), as: UTF8.self)
        for expected in [
            "pkcs7-signedData", "eContent: <ABSENT>", "signingCertificateV2", "messageDigest", "timeStampToken",
        ] {
            #expect(text.contains(expected), "\(expected)")
        }
        // What follows is the token, which states its time in attributes of its own.
        let ours = text.prefix(upTo: try #require(text.range(of: "unsignedAttrs")).lowerBound)
        #expect(ours.contains("signingCertificateV2"))
        #expect(!ours.contains("signingTime") && !ours.contains("S/MIME Capabilities"))
    }

    @Test func `the time-stamp is over the signature value and openssl accepts it`() throws {
        var imprint = Data()
        var token = Data()
        _ = try DetachedCMS.sign(
            documentDigest: Digest.sha256(document),
            key: parties.key,
            certificate: parties.certificate,
            chain: [],
            timestamp: {
                imprint = $0
                token = try parties.timestamper.token(overSHA256: $0, now: now)
                return token
            }
        )
        _ = try tool.file("token.der", token)
        let verdict = try tool.run("ts -verify -digest \(imprint.hex) -in token.der -token_in -CAfile root.pem")
        #expect(verdict.code == 0, "\(verdict.output)")
        #expect(imprint != Digest.sha256(document))
    }

    @Test func `what cannot be signed is refused`() throws {
        let stamp = { try parties.timestamper.token(overSHA256: $0, now: now) }
        #expect(throws: CryptographyError(.unsuitableDigest, "document")) {
            try DetachedCMS.sign(
                documentDigest: Data(count: 20),
                key: parties.key,
                certificate: parties.certificate,
                chain: [],
                timestamp: stamp
            )
        }
        #expect(throws: CryptographyError(.keyMismatch, "signer")) {
            try DetachedCMS.sign(
                documentDigest: Digest.sha256(document),
                key: SigningKey.makeP256(),
                certificate: parties.certificate,
                chain: [],
                timestamp: stamp
            )
        }
        for rubbish in [Data(), Data("rubbish".utf8), try stamp(Digest.sha256(document)) + Data([0])] {
            #expect {
                try DetachedCMS.sign(
                    documentDigest: Digest.sha256(document),
                    key: parties.key,
                    certificate: parties.certificate,
                    chain: [],
                    timestamp: { _ in rubbish }
                )
            } throws: {
                ($0 as? CryptographyError)?.code == .timestampFailed
            }
        }
    }
}

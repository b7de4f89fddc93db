import Cryptography
import Foundation
import Testing

@Suite struct `Checking a signature` {
    let now = Date()
    let document = Data("劳动合同 第一条".utf8)
    let parties: SigningParties

    init() throws {
        parties = try SigningParties(now: now, signerNotAfter: now.addingTimeInterval(3600))
    }

    func inspect(_ cms: Data, lists: [Data] = [], roots: [Certificate]? = nil, at time: Date? = nil) -> CMSFindings {
        DetachedCMS.inspect(
            cms,
            documentDigest: Digest.sha256(document),
            trustedRoots: roots ?? [parties.root.certificate],
            revocationLists: lists,
            now: time ?? now
        )
    }

    func list(_ revoked: [RevokedCertificate] = []) throws -> Data {
        try parties.root.revocationList(revoked: revoked, now: now, nextUpdate: now.addingTimeInterval(86_400))
    }

    @Test func `a good signature has no problem`() throws {
        let findings = inspect(try parties.sign(document, at: now), lists: [try list()])
        #expect(findings.problems.isEmpty && findings.isTrustworthy)
        #expect(findings.signatureValid && findings.digestMatches && findings.chainTrusted)
        #expect(findings.signerName == "测试甲")
        #expect(findings.certificate == parties.certificate)
        let second = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        #expect(findings.timestamp?.time == second && findings.judgedAt == second)
        #expect(findings.timestamp?.valid == true && findings.timestamp?.trusted == true)
        #expect(findings.timestamp?.authorityName == "穗约时间戳")
        #expect(findings.revocation == .good(asOf: second))
    }

    @Test func `zero bytes behind the signature are padding, others are not`() throws {
        let cms = try parties.sign(document, at: now)
        #expect(inspect(cms + Data(count: 100)).isTrustworthy)
        #expect(inspect(cms + Data([0, 1])).problems == [.malformed])
        #expect(inspect(Data()).problems == [.malformed])
        #expect(inspect(cms.dropLast(40)).problems == [.malformed])
    }

    @Test func `a signature over another document is caught`() throws {
        let findings = inspect(try parties.sign(document + Data([0]), at: now))
        #expect(findings.problems == [.digestMismatch])
        #expect(!findings.isTrustworthy && findings.signatureValid)
    }

    @Test func `a bit flipped in any part that says something is caught`() throws {
        var imprint = Data()
        var token = Data()
        let cms = try DetachedCMS.sign(
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
        let parts = [
            ("document digest", Digest.sha256(document)), ("certificate", parties.certificate.der),
            ("certificate digest", Digest.sha256(parties.certificate.der)), ("imprint", imprint),
            ("time-stamper", parties.timestamper.certificate.der),
        ]
        for (name, part) in parts {
            let range = try #require(cms.range(of: part), "\(name)")
            for position in stride(from: range.lowerBound, to: range.upperBound, by: 5) {
                var changed = cms
                changed[position] ^= 1 << (position % 8)
                #expect(!inspect(changed).isTrustworthy, "\(name) at \(position - range.lowerBound)")
            }
        }
        // The last bytes of the token are its authority's signature; just before the token stands the signer's own.
        let place = try #require(cms.range(of: token))
        for position in [place.upperBound - 1, place.upperBound - 30, place.lowerBound - 40, place.lowerBound - 70] {
            var changed = cms
            changed[position] ^= 1
            #expect(!inspect(changed).isTrustworthy, "signature value at \(position)")
        }
    }

    @Test func `a bit flipped anywhere is caught or changes nothing of what is said`() throws {
        let cms = try parties.sign(document, at: now)
        let original = inspect(cms)
        for position in stride(from: 0, to: cms.count, by: 4) {
            var changed = cms
            changed[position] ^= 1 << (position / 4 % 8)
            let findings = inspect(changed)
            // Version numbers and copies of the root, which nobody relies on, may differ.
            guard findings.isTrustworthy else { continue }
            #expect(findings.certificate == original.certificate && findings.timestamp == original.timestamp)
        }
    }

    @Test func `after the certificate expired the time-stamp's time still counts`() throws {
        let cms = try parties.sign(document, at: now)
        let later = now.addingTimeInterval(2 * 365 * 86_400)
        #expect(inspect(cms, at: later).isTrustworthy)
        let stampedLate = inspect(try parties.sign(document, at: now.addingTimeInterval(7200)), at: later)
        #expect(stampedLate.problems == [.outsideValidity] && !stampedLate.chainTrusted)
        let stampedEarly = inspect(try parties.sign(document, at: now.addingTimeInterval(-7200)))
        #expect(stampedEarly.problems.contains(.timestampUntrusted))
    }

    @Test func `a revoked certificate is refused from its revocation on`() throws {
        let cms = try parties.sign(document, at: now)
        let before = RevokedCertificate(serialHex: parties.certificate.serialHex, revokedAt: now.addingTimeInterval(-5))
        let refused = inspect(cms, lists: [try list([before])])
        #expect(refused.problems == [.revoked] && !refused.chainTrusted)
        let after = RevokedCertificate(serialHex: parties.certificate.serialHex, revokedAt: now.addingTimeInterval(60))
        #expect(inspect(cms, lists: [try list([after])]).isTrustworthy)
    }

    @Test func `a revoked time-stamper is refused`() throws {
        let serial = parties.timestamper.certificate.serialHex
        let revoked = RevokedCertificate(serialHex: serial, revokedAt: now.addingTimeInterval(-5))
        let findings = inspect(try parties.sign(document, at: now), lists: [try list([revoked])])
        #expect(findings.problems == [.timestampUntrusted])
        #expect(findings.timestamp?.valid == true && findings.timestamp?.trusted == false)
    }

    @Test func `lists that say nothing about the issuer leave the signature unproven`() throws {
        let cms = try parties.sign(document, at: now)
        let stranger = try SigningParties(now: now, signerNotAfter: now.addingTimeInterval(60)).root
        let foreign = try stranger.revocationList(revoked: [], now: now, nextUpdate: now.addingTimeInterval(60))
        for lists in [[foreign], [Data("rubbish".utf8)]] {
            let findings = inspect(cms, lists: lists)
            #expect(findings.problems == [.timestampUntrusted, .revocationUnknown])
            #expect(!findings.chainTrusted)
        }
    }

    @Test func `an unknown authority of the same name is not trusted`() throws {
        let other = try SigningParties(now: now, signerNotAfter: now.addingTimeInterval(60))
        let findings = inspect(try parties.sign(document, at: now), roots: [other.root.certificate])
        #expect(findings.problems == [.chainUntrusted, .timestampUntrusted])
        #expect(findings.signatureValid && findings.timestamp?.valid == true)
    }

    @Test func `a certificate that may not sign documents is refused`() throws {
        let (key, certificate) = try parties.root.issueTimestamper(
            commonName: "穗约时间戳",
            organization: "示例科技有限公司",
            now: now,
            notAfter: now.addingTimeInterval(60)
        )
        let cms = try DetachedCMS.sign(
            documentDigest: Digest.sha256(document),
            key: key,
            certificate: certificate,
            chain: [],
            timestamp: { try parties.timestamper.token(overSHA256: $0, now: now) }
        )
        #expect(inspect(cms).problems == [.keyUsageUnsuitable])
    }

    @Test func `a time-stamp of another signature or by no time-stamper is refused`() throws {
        let moved = try DetachedCMS.sign(
            documentDigest: Digest.sha256(document),
            key: parties.key,
            certificate: parties.certificate,
            chain: [],
            timestamp: { _ in try parties.timestamper.token(overSHA256: Digest.sha256(Data()), now: now) }
        )
        #expect(inspect(moved).problems == [.timestampInvalid, .timestampUntrusted])
        let stranger = try SigningParties(now: now, signerNotAfter: now.addingTimeInterval(60))
        let foreign = try DetachedCMS.sign(
            documentDigest: Digest.sha256(document),
            key: parties.key,
            certificate: parties.certificate,
            chain: [],
            timestamp: { try stranger.timestamper.token(overSHA256: $0, now: now) }
        )
        #expect(inspect(foreign).problems == [.timestampUntrusted])
    }

    @Test func `a stock signature without the binding attribute and time-stamp is named for what it lacks`() throws {
        let tool = try OpenSSLTool()
        _ = try tool.file("key.pem", try parties.key.pem())
        _ = try tool.file("leaf.pem", parties.certificate.pem)
        _ = try tool.file("document", document)
        let made = try tool.run(
            "cms -sign -binary -md sha256 -signer leaf.pem -inkey key.pem -in document -outform DER -out stock.der"
        )
        #expect(made.code == 0, "\(made.output)")
        #expect(inspect(try tool.content("stock.der")).problems == [.certificateNotBound, .timestampMissing])
        _ = try tool.run(
            "cms -sign -cades -nodetach -md sha256 -signer leaf.pem -inkey key.pem -in document -outform DER -out in.der"
        )
        #expect(inspect(try tool.content("in.der")).problems == [.malformed])
    }
}

@Suite struct `Chaining evidence` {
    @Test func `a changed, dropped or moved entry breaks the chain where it happens`() {
        var previous = EvidenceChain.origin
        var entries: [(entry: Data, link: Data)] = []
        for text in ["实名", "意愿", "签署"] {
            previous = EvidenceChain.link(previous: previous, entry: Data(text.utf8))
            entries.append((Data(text.utf8), previous))
        }
        #expect(EvidenceChain.firstBrokenLink(entries) == nil)
        var changed = entries
        changed[1].entry = Data("意志".utf8)
        #expect(EvidenceChain.firstBrokenLink(changed) == 1)
        #expect(EvidenceChain.firstBrokenLink(Array(entries.dropFirst())) == 0)
        #expect(EvidenceChain.firstBrokenLink([entries[0], entries[2]]) == 1)
        #expect(EvidenceChain.algorithm == "sha-256")
    }
}

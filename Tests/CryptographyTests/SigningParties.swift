import Cryptography
import Foundation

/// An authority, a time-stamper and one signer, as a signing needs them.
struct SigningParties {
    let root: CertificateAuthority
    let timestamper: TimestampAuthority
    let key: SigningKey
    let certificate: Certificate

    init(now: Date, signerNotAfter: Date) throws {
        root = try CertificateAuthority.makeRoot(commonName: "穗约测试根证书", organization: "示例科技有限公司", now: now)
        let (stampKey, stampCertificate) = try root.issueTimestamper(
            commonName: "穗约时间戳",
            organization: "示例科技有限公司",
            now: now,
            notAfter: now.addingTimeInterval(20 * 365 * 86_400)
        )
        timestamper = try TimestampAuthority(certificate: stampCertificate, key: stampKey, chain: [root.certificate])
        let request = SignerCertificateRequest(
            commonName: "测试甲",
            evidenceDigest: Digest.sha256(Data("evidence".utf8)),
            notAfter: signerNotAfter
        )
        (key, certificate) = try root.issueSigner(request, now: now)
    }

    func sign(_ document: Data, at time: Date) throws -> Data {
        try DetachedCMS.sign(
            documentDigest: Digest.sha256(document),
            key: key,
            certificate: certificate,
            chain: [root.certificate],
            timestamp: { try timestamper.token(overSHA256: $0, now: time) }
        )
    }
}

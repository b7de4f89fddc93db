import Cryptography
import Documents
import Foundation

/// An authority, a time-stamper and two signers made for one test run.
struct TestSigners {
    let root: CertificateAuthority
    private let timestamps: TimestampAuthority
    private let now = Date()

    init() throws {
        root = try CertificateAuthority.makeRoot(commonName: "示例根证书", organization: "示例机构", now: now - 3600)
        let (key, certificate) = try root.issueTimestamper(
            commonName: "示例时间戳",
            organization: "示例机构",
            now: now - 3600,
            notAfter: now + 86_400 * 365
        )
        timestamps = try TimestampAuthority(certificate: certificate, key: key, chain: [root.certificate])
    }

    /// The CMS of a signer with a certificate of its own.
    func cms(_ digest: Data, commonName: String) throws -> Data {
        let (key, certificate) = try root.issueSigner(
            SignerCertificateRequest(
                commonName: commonName,
                evidenceDigest: Digest.sha256(Data("evidence".utf8)),
                notAfter: now + 86_400 * 365
            ),
            now: now - 60
        )
        return try DetachedCMS.sign(
            documentDigest: digest,
            key: key,
            certificate: certificate,
            chain: [root.certificate]
        ) { try timestamps.token(overSHA256: $0, now: now) }
    }

    func sign(_ pdf: Data, _ request: SigningRevision.Request) throws -> Data {
        try SigningRevision.apply(to: pdf, request) { try cms($0, commonName: request.signerName) }
    }

    /// A revocation list that revokes nobody, for judges that insist on one.
    func revocationList() throws -> Data {
        try root.revocationList(revoked: [], now: now - 30, nextUpdate: now + 86_400)
    }
}

import Cryptography
import Foundation

/// The built-in certificate and time-stamp authorities as this service uses them.
struct SigningAuthority: Sendable {
    /// The one-time key is gone after use, so a long life costs nothing and spares verifiers the expiry trap.
    static let signerYears = 15.0

    let certificates: CertificateAuthority
    let timestamps: TimestampAuthority

    var root: Certificate { certificates.certificate }

    /// Makes a one-time key with its certificate for one signature.
    func issue(
        commonName: String,
        organization: String?,
        identity: String?,
        evidence: Data,
        now: Date
    ) throws -> (SigningKey, Certificate) {
        try certificates.issueSigner(
            SignerCertificateRequest(
                commonName: commonName,
                organization: organization,
                serialNumberAttribute: identity,
                evidenceDigest: evidence,
                notAfter: now.addingTimeInterval(Self.signerYears * 365.25 * 86_400)
            ),
            now: now
        )
    }

    /// What a signature of the certificate takes in a document, in bytes.
    func room(for certificate: Certificate) -> Int {
        DetachedCMS.mostBytes(certificate: certificate, chain: [root], timestampedBy: timestamps)
    }

    /// Signs a document's digest with a time-stamp over the signature.
    func sign(digest: Data, key: SigningKey, certificate: Certificate, now: @Sendable () -> Date) throws -> Data {
        try DetachedCMS.sign(documentDigest: digest, key: key, certificate: certificate, chain: [root]) { imprint in
            try timestamps.token(overSHA256: imprint, now: now())
        }
    }
}

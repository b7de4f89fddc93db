import Cryptography
import Foundation
import Operations

/// The authority's certificates and keys in a directory; the keys are encrypted under a passphrase.
struct AuthorityFiles: Sendable {
    static let organization = "穗约电子劳动合同平台"
    /// A time-stamping certificate ends before the root does, so that tokens can be checked for as long as they count.
    static let timestamperYears = 25.0

    let directory: URL
    let passphrase: Secret
    let revocationListURL: String?

    private var rootCertificate: URL { directory.appending(path: "root.pem") }
    private var rootKey: URL { directory.appending(path: "root.key.pem") }
    private var timestampCertificate: URL { directory.appending(path: "timestamp.pem") }
    private var timestampKey: URL { directory.appending(path: "timestamp.key.pem") }

    private var present: [URL] {
        [rootCertificate, rootKey, timestampCertificate, timestampKey]
            .filter { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// Reads the authority that `make` wrote.
    func load() throws -> SigningAuthority {
        let certificates = try CertificateAuthority(
            certificatePEM: String(contentsOf: rootCertificate, encoding: .utf8),
            keyPEM: String(contentsOf: rootKey, encoding: .utf8),
            password: passphrase.reveal(),
            revocationListURL: revocationListURL
        )
        let timestamps = try TimestampAuthority(
            certificate: Certificate(pem: String(contentsOf: timestampCertificate, encoding: .utf8)),
            key: SigningKey(
                pem: String(contentsOf: timestampKey, encoding: .utf8),
                password: passphrase.reveal()
            ),
            chain: [certificates.certificate]
        )
        return SigningAuthority(certificates: certificates, timestamps: timestamps)
    }

    /// Makes a root and a time-stamping certificate; refuses to write over an authority that exists.
    func make(now: Date) throws {
        let present = present
        guard present.count < 4 else { return }
        guard present.isEmpty else { throw AuthorityIncomplete(directory: directory.path) }
        try FileManager.default.createDirectory(
            at: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let root = try CertificateAuthority.makeRoot(
            commonName: "穗约电子签名根证书",
            organization: Self.organization,
            now: now
        )
        let (key, certificate) = try root.issueTimestamper(
            commonName: "穗约时间戳服务",
            organization: Self.organization,
            now: now,
            notAfter: now.addingTimeInterval(Self.timestamperYears * 365.25 * 86_400)
        )
        let stored = try root.pemForStorage(password: passphrase.reveal())
        try write(stored.certificate, to: rootCertificate, permissions: 0o644)
        try write(stored.key, to: rootKey, permissions: 0o600)
        try write(certificate.pem, to: timestampCertificate, permissions: 0o644)
        try write(key.pem(password: passphrase.reveal()), to: timestampKey, permissions: 0o600)
    }

    private func write(_ text: String, to url: URL, permissions: Int) throws {
        guard
            FileManager.default.createFile(
                atPath: url.path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: permissions]
            )
        else { throw CocoaError(.fileWriteUnknown) }
    }
}

/// Some of the authority's files are there and some are not: making them anew would lose the root for good.
struct AuthorityIncomplete: Error, CustomStringConvertible {
    let directory: String
    var description: String { "the authority's files in \(directory) are incomplete: restore them or remove them all" }
}

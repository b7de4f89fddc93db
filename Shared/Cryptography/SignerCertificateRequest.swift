package import Foundation

/// What a signer's certificate shall say.
package struct SignerCertificateRequest: Sendable {
    /// The person's or the enterprise's name, up to 64 characters.
    package var commonName: String
    package var organization: String?
    /// A masked or hashed identity number, never the plain one: the certificate is inside every signed file.
    ///
    /// Printable ASCII; an asterisk becomes a hyphen.
    package var serialNumberAttribute: String?
    /// The SHA-256 digest of the evidence of the holder's will to sign.
    package var evidenceDigest: Data
    package var notAfter: Date

    package init(
        commonName: String,
        organization: String? = nil,
        serialNumberAttribute: String? = nil,
        evidenceDigest: Data,
        notAfter: Date
    ) {
        self.commonName = commonName
        self.organization = organization
        self.serialNumberAttribute = serialNumberAttribute
        self.evidenceDigest = evidenceDigest
        self.notAfter = notAfter
    }
}

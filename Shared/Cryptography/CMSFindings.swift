package import Foundation

/// What a verifier found out about one detached signature.
package struct CMSFindings: Sendable {
    /// A reason not to rely on the signature, as a stable code.
    package enum Problem: String, Sendable, Codable, CaseIterable {
        case malformed = "signature.malformed"
        case unsupportedAlgorithm = "signature.unsupported-algorithm"
        case digestMismatch = "signature.digest-mismatch"
        case signatureInvalid = "signature.invalid"
        case signerCertificateMissing = "signature.certificate-missing"
        case certificateNotBound = "signature.certificate-not-bound"
        case keyUsageUnsuitable = "signature.key-usage"
        case chainUntrusted = "signature.chain-untrusted"
        case outsideValidity = "signature.outside-validity"
        case revoked = "signature.revoked"
        case revocationUnknown = "signature.revocation-unknown"
        case timestampMissing = "signature.timestamp-missing"
        case timestampInvalid = "signature.timestamp-invalid"
        case timestampUntrusted = "signature.timestamp-untrusted"
    }

    /// What the revocation lists say about the signer's certificate at the judged time.
    package enum Revocation: Sendable, Hashable {
        /// No revocation list was given.
        case notChecked
        /// Lists were given, but none by the certificate's issuer.
        case unknown
        /// Not on the newest fitting list, which is of the given time.
        case good(asOf: Date)
        case revoked(at: Date)
    }

    /// The time-stamp over the signature value.
    package struct Timestamp: Sendable, Hashable {
        package let time: Date
        /// The token is over this signature and signed by the certificate it names.
        package let valid: Bool
        /// The token is valid and its authority was entitled to stamp at that time.
        package let trusted: Bool
        package let authorityName: String?
    }

    /// The signer's key signed these attributes, and its certificate is the one they name.
    package internal(set) var signatureValid = false
    /// The signature is over the given document.
    package internal(set) var digestMatches = false
    /// The certificate led to a trusted root, was valid, unrevoked and entitled to sign at `judgedAt`.
    package internal(set) var chainTrusted = false
    package internal(set) var signerName: String?
    package internal(set) var certificate: Certificate?
    package internal(set) var timestamp: Timestamp?
    package internal(set) var revocation = Revocation.notChecked
    /// The trusted time-stamp's time, or else the time of the check.
    package internal(set) var judgedAt: Date
    /// Everything that speaks against the signature; empty when nothing does.
    package internal(set) var problems: Set<Problem> = []

    init(judgedAt: Date) {
        self.judgedAt = judgedAt
    }

    /// Nothing speaks against the signature.
    package var isTrustworthy: Bool { problems.isEmpty && signatureValid && digestMatches && chainTrusted }
}

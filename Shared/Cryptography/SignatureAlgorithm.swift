package import Foundation

/// A signature scheme with the name that is stored beside every value it made.
package protocol SignatureAlgorithm: Sendable {
    /// The stored name, such as `ecdsa-p256-sha256`.
    var id: String { get }
    /// Makes a fresh key pair.
    func makeKey() throws(CryptographyError) -> SigningKey
    /// Signs the message (not its digest).
    func sign(_ message: Data, with key: SigningKey) throws(CryptographyError) -> Data
    /// Tells whether the certificate's key made the signature over the message.
    func verify(_ signature: Data, of message: Data, by certificate: Certificate) -> Bool
}

/// The signature schemes this build knows, found by their stored name.
package enum SignatureAlgorithms {
    package static let current: any SignatureAlgorithm = ECDSAP256()

    /// Finds the scheme a stored value names, or throws `cryptography.unknown-algorithm`.
    package static func named(_ id: String) throws(CryptographyError) -> any SignatureAlgorithm {
        guard id == current.id else { throw CryptographyError(.unknownAlgorithm, "signature") }
        return current
    }
}

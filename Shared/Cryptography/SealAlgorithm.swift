package import Foundation

/// Authenticated encryption with the name that is stored in every envelope it made.
package protocol SealAlgorithm: Sendable {
    /// The stored name, the first part of an envelope.
    var id: String { get }
    /// The length of a key in bytes.
    var keyLength: Int { get }
    /// Encrypts under a fresh nonce and returns nonce, cipher text and tag.
    func seal(_ plain: Data, key: Data, additional: Data) throws(CryptographyError) -> Data
    /// Decrypts what `seal` made, or throws `cryptography.opening-failed`.
    func open(_ body: Data, key: Data, additional: Data) throws(CryptographyError) -> Data
}

/// The encryption algorithms this build knows, found by their stored name.
package enum SealAlgorithms {
    package static let current: any SealAlgorithm = AES256GCM()

    /// Finds the algorithm an envelope names, or throws `cryptography.unknown-algorithm`.
    package static func named(_ id: String) throws(CryptographyError) -> any SealAlgorithm {
        guard id == current.id else { throw CryptographyError(.unknownAlgorithm, "seal") }
        return current
    }
}

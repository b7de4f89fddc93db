package import Foundation

/// A hash function with the name that is stored beside every value it made.
package protocol DigestAlgorithm: Sendable {
    /// The stored name, such as `sha-256`.
    var id: String { get }
    /// The length of a digest in bytes.
    var length: Int { get }
    func digest(_ bytes: some DataProtocol) -> Data
    func authenticationCode(key: Data, _ bytes: some DataProtocol) -> Data
}

/// The hash functions this build knows, found by their stored name.
package enum DigestAlgorithms {
    package static let current: any DigestAlgorithm = SHA256Algorithm()

    /// Finds the hash function a stored value names, or throws `cryptography.unknown-algorithm`.
    package static func named(_ id: String) throws(CryptographyError) -> any DigestAlgorithm {
        guard id == current.id else { throw CryptographyError(.unknownAlgorithm, "digest") }
        return current
    }
}

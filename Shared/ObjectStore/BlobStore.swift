package import Foundation

/// Keeps bytes under a key of its caller's choosing, as they are: what `EncryptedObjectStore` stands on.
package protocol BlobStore: Sendable {
    /// All or nothing: a reader sees the whole bytes or what was there before.
    func write(_ bytes: Data, key: BlobKey) async throws(ObjectStoreError)
    func read(_ key: BlobKey) async throws(ObjectStoreError) -> Data
    func remove(_ key: BlobKey) async throws(ObjectStoreError)
    func contains(_ key: BlobKey) async throws(ObjectStoreError) -> Bool
    /// Writes something of no consequence, always the same or not to stay.
    func probe() async throws(ObjectStoreError)
}

/// A key that is safe as a file name and in a URL: `<a-z and hyphens>/<32 to 128 lower-case hex digits>`.
package struct BlobKey: Hashable, Sendable, CustomStringConvertible {
    package let kind: String
    package let name: String

    package init(_ text: String) throws(ObjectStoreError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard
            parts.count == 2,
            (1...32).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ Self.letters.contains($0) || $0 == 0x2D }),
            (32...128).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(Self.hexDigits.contains)
        else { throw ObjectStoreError(.invalidKey) }
        self.kind = String(parts[0])
        self.name = String(parts[1])
    }

    package var description: String {
        "\(kind)/\(name)"
    }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    private static let hexDigits = Set("0123456789abcdef".utf8)
}

/// Where a stored object lies and what it must be when read back.
package struct ObjectReference: Codable, Hashable, Sendable {
    /// `<kind>/<HMAC of the content, hex>`.
    package let key: String
    /// SHA-256 of the plain content, lower-case hex.
    package let sha256: String
    /// Bytes of plain content.
    package let size: Int

    package init(key: String, sha256: String, size: Int) {
        self.key = key
        self.sha256 = sha256
        self.size = size
    }
}

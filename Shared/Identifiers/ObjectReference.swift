/// Where a stored object lies and what it must be when read back.
package struct ObjectReference: Codable, Hashable, Sendable {
    /// `<kind>/<HMAC of the content, hex>`; for an upload a random number stands in its place.
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

extension ObjectReference {
    /// One line of text that names the object: key, digest and size.
    package var text: String { "\(key) \(sha256) \(size)" }

    package init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[1].utf8.count == 64,
            parts[1].utf8.allSatisfy({ 48...57 ~= $0 || 97...102 ~= $0 }), let size = Int(parts[2]), size >= 0
        else { return nil }
        self.init(key: String(parts[0]), sha256: String(parts[1]), size: size)
    }
}

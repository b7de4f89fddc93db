import CPango
import Foundation

/// SHA-256 over parts of a document, by GLib, which Pango brings along.
enum SHA256 {
    static func digest(_ parts: [Data]) -> Data {
        let checksum = g_checksum_new(G_CHECKSUM_SHA256)
        defer { g_checksum_free(checksum) }
        for part in parts {
            part.withUnsafeBytes { bytes in
                g_checksum_update(checksum, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
            }
        }
        var digest = [UInt8](repeating: 0, count: 32)
        var length = gsize(digest.count)
        g_checksum_get_digest(checksum, &digest, &length)
        return Data(digest)
    }
}

import Cryptography
import Foundation
import Identifiers

/// Makes a repeated request the same request: message identifiers that follow from the client's key.
struct RepeatKey: Codable, Sendable {
    /// Who asks, for what, under which key; never sent anywhere.
    private let seed: String
    /// What makes two bodies the same content, although sealed values differ each time.
    let contentHash: Data

    /// `asker` is the account or `anonymous`; `key` is what the client called this request, or something random.
    init(asker: String, method: String, path: String, key: String, content: Data, keys: SealingKeys) {
        seed = [asker, method, path, key].joined(separator: "\u{1F}")
        let digest = Digest.sha256Hex(content)
        contentHash = keys.lookUpIndex("\(method) \(path)\n\(digest)", purpose: "gateway-content")
    }

    /// The identifier of the operation, if this request is not answered in time.
    ///
    /// The content belongs to it: visitors without an account who chose the same key must not find each other's.
    func operation(_ keys: SealingKeys) -> UUID {
        Self.uuid(keys.lookUpIndex("\(seed)\u{1F}\(contentHash.hex)", purpose: "gateway-operation"))
    }

    /// Names one message.
    func messageID(of type: String, part: String, keys: SealingKeys) -> MessageID {
        // The 0 stood for a first attempt: without it a repeat of an older Gateway's request would be another one.
        let name = [seed, type, part, "0"].joined(separator: "\u{1F}")
        return MessageID(Self.uuid(keys.lookUpIndex(name, purpose: "message-id")))
    }

    /// A UUID of version 8 from the first bytes of a keyed hash.
    private static func uuid(_ hash: Data) -> UUID {
        var bytes = Array(hash.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

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

    /// The name of one message among all that this request sends.
    func name(of type: String, part: String) -> String {
        [seed, type, part].joined(separator: "\u{1F}")
    }

    /// The identifier of the operation, if this request is not answered in time.
    ///
    /// The content belongs to it: visitors without an account who chose the same key must not find each other's.
    func operation(_ keys: SealingKeys) -> UUID {
        Self.uuid(keys.lookUpIndex("\(seed)\u{1F}\(contentHash.hex)", purpose: "gateway-operation"))
    }

    /// Names one message; a refusal that is stored needs another `attempt`, 0 at first, to be asked past.
    func messageID(of type: String, part: String, attempt: Int, keys: SealingKeys) -> MessageID {
        MessageID(Self.uuid(keys.lookUpIndex("\(name(of: type, part: part))\u{1F}\(attempt)", purpose: "message-id")))
    }

    /// A UUID of version 8 from the first bytes of a keyed hash.
    private static func uuid(_ hash: Data) -> UUID {
        var bytes = Array(hash.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

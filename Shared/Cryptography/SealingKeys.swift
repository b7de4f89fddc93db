package import Foundation

/// The keys that seal personal data: the first of the setting seals, all of them open.
///
/// The setting reads `id:base64key[,id:base64key…]` with keys of 32 bytes. To rotate, put the new key in front. Look-ups
/// use the entry called `index` when there is one, else the last entry: an index must stay the same while keys come and go,
/// so before the last key is dropped its bytes are kept as `index:…`.
package struct SealingKeys: Sendable, CustomStringConvertible, CustomReflectable {
    private let currentID: String
    private let keys: [String: Data]
    private let indexKey: Data
    private static let indexID = "index"

    package init(setting: String) throws(CryptographyError) {
        var materials: [(id: String, key: Data)] = []
        for entry in setting.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = entry.trimmingCharacters(in: .whitespaces).split(
                separator: ":",
                omittingEmptySubsequences: false
            )
            guard parts.count == 2, SealingEnvelope.isKeyID(parts[0].utf8) else {
                throw CryptographyError(.malformedKeySetting, "an entry is not id:base64key")
            }
            guard let key = Data(base64Encoded: String(parts[1])), key.count == SealAlgorithms.current.keyLength else {
                throw CryptographyError(.malformedKeySetting, "key \(parts[0]) is not 32 bytes in base64")
            }
            guard !materials.contains(where: { $0.id == parts[0] }) else {
                throw CryptographyError(.malformedKeySetting, "key \(parts[0]) is given twice")
            }
            materials.append((String(parts[0]), key))
        }
        let sealing = materials.filter { $0.id != Self.indexID }
        guard let current = sealing.first, let index = materials.first(where: { $0.id == Self.indexID }) ?? sealing.last
        else { throw CryptographyError(.malformedKeySetting, "no sealing key") }
        currentID = current.id
        // One setting serves two uses, so each gets a key of its own derived from the material.
        keys = Dictionary(sealing.map { ($0.id, Self.derive($0.key, for: "seal")) }) { first, _ in first }
        indexKey = Self.derive(index.key, for: "index")
    }

    /// Seals under the current key; `context`, such as `phone`, must be given again to open.
    package func seal(_ text: String, context: String) throws(CryptographyError) -> SealedText {
        SealedText(try envelope(around: Data(text.utf8), context: context))
    }

    /// Opens with the key the envelope names, or throws `cryptography.unknown-key` or `cryptography.opening-failed`.
    package func open(_ sealed: SealedText, context: String) throws(CryptographyError) -> String {
        guard let envelope = SealingEnvelope(text: sealed.envelope) else { throw CryptographyError(.malformedEnvelope) }
        let plain = try content(of: envelope, context: context)
        guard let text = String(validating: plain, as: UTF8.self) else {
            throw CryptographyError(.openingFailed, "not UTF-8")
        }
        return text
    }

    /// Seals bytes such as a file; the result starts with the algorithm and the key's id and adds some 40 bytes.
    package func seal(data: Data, context: String) throws(CryptographyError) -> Data {
        try envelope(around: data, context: context).bytes
    }

    /// Opens bytes sealed by `seal(data:context:)`.
    package func open(data: Data, context: String) throws(CryptographyError) -> Data {
        guard let envelope = SealingEnvelope(bytes: data) else { throw CryptographyError(.malformedEnvelope) }
        return try content(of: envelope, context: context)
    }

    /// The key for finding a sealed value by equality: HMAC-SHA-256 under a key of its own, 32 bytes.
    package func lookUpIndex(_ text: String, purpose: String) -> Data {
        // The purpose's length comes first, so that no purpose and text run together into another pair.
        var message = Data("\(purpose.utf8.count):\(purpose):".utf8)
        message.append(contentsOf: text.utf8)
        return Digest.hmacSHA256(key: indexKey, message)
    }

    package var description: String { "<sealing keys>" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    private func envelope(around plain: Data, context: String) throws(CryptographyError) -> SealingEnvelope {
        guard let key = keys[currentID] else { throw CryptographyError(.unknownKey) }
        let algorithm = SealAlgorithms.current
        let additional = Self.additional(algorithm.id, currentID, context)
        let body = try algorithm.seal(plain, key: key, additional: additional)
        return SealingEnvelope(algorithm: algorithm.id, keyID: currentID, body: body)
    }

    private func content(of envelope: SealingEnvelope, context: String) throws(CryptographyError) -> Data {
        let algorithm = try SealAlgorithms.named(envelope.algorithm)
        guard let key = keys[envelope.keyID] else { throw CryptographyError(.unknownKey, "key \(envelope.keyID)") }
        let additional = Self.additional(envelope.algorithm, envelope.keyID, context)
        return try algorithm.open(envelope.body, key: key, additional: additional)
    }

    private static func additional(_ algorithm: String, _ keyID: String, _ context: String) -> Data {
        Data("\(algorithm).\(keyID).\(context)".utf8)
    }

    private static func derive(_ material: Data, for use: String) -> Data {
        // One block of HKDF-Expand (RFC 5869): the material is uniformly random already.
        Digest.hmacSHA256(key: material, Data("suiyue \(use)".utf8) + Data([1]))
    }
}

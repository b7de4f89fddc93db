/// Personal data as it travels and rests: encrypted, naming its key, printing as `<sealed>` only.
package struct SealedText: Codable, Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// `v1.<key id>.<base64url of nonce, cipher text and tag>`; `v1` names the algorithm.
    package let envelope: String

    /// Takes a stored envelope, or throws `cryptography.malformed-envelope`, so that no plain text can pass for sealed.
    package init(envelope: String) throws(CryptographyError) {
        guard SealingEnvelope(text: envelope) != nil else { throw CryptographyError(.malformedEnvelope) }
        self.envelope = envelope
    }

    init(_ envelope: SealingEnvelope) {
        self.envelope = envelope.text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard SealingEnvelope(text: text) != nil else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a sealed text")
        }
        envelope = text
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(envelope)
    }

    package var description: String { "<sealed>" }
    package var debugDescription: String { "<sealed>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

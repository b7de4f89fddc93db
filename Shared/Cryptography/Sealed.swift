import Foundation

/// A value that travels and rests sealed, as JSON, under a context of its own.
package protocol Sealable: Codable, Sendable {
    /// What the value is, bound into its envelope so that it cannot be passed off as another.
    static var sealContext: String { get }
}

/// A sealed value that knows what it is a value of; on the wire the envelope's text.
package struct Sealed<Value: Sealable>: Codable, Hashable, Sendable {
    package let text: SealedText

    /// Takes an envelope whose content is believed to be such a value; opening it finds out.
    package init(_ text: SealedText) {
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        text = try SealedText(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try text.encode(to: encoder)
    }
}

extension SealingKeys {
    package func seal<Value: Sealable>(_ value: Value) throws -> Sealed<Value> {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(value), as: UTF8.self)
        return Sealed(try seal(json, context: Value.sealContext))
    }

    /// Opens a value; throws a ``CryptographyError``, or a `DecodingError` when something else was sealed there.
    package func open<Value: Sealable>(_ sealed: Sealed<Value>) throws -> Value {
        let json = try open(sealed.text, context: Value.sealContext)
        return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }
}

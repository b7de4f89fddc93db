package import Foundation

/// The identity of one entity; the phantom parameter keeps a contract's apart from an account's.
///
/// On the wire and as text it is a lower-case UUID string.
package struct Identifier<Entity>: Hashable, Sendable, LosslessStringConvertible {
    package let uuid: UUID

    package init(_ uuid: UUID) {
        self.uuid = uuid
    }

    package init?(_ description: String) {
        guard let uuid = UUID(uuidString: description) else { return nil }
        self.uuid = uuid
    }

    /// A fresh identifier that sorts after every earlier one of this process.
    package static func new() -> Self {
        Self(.v7())
    }

    package var description: String {
        uuid.lowercaseString
    }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.uuid < right.uuid
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID string")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Identifier: CodingKeyRepresentable {
    package var codingKey: any CodingKey {
        IdentifierKey(stringValue: description)
    }

    package init?(codingKey: some CodingKey) {
        self.init(codingKey.stringValue)
    }
}

private struct IdentifierKey: CodingKey {
    let stringValue: String

    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

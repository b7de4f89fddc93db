package import Foundation

extension Data {
    /// Reads unpadded base64url; nil for anything else, also for a text that is not its own canonical form.
    package init?(base64URL text: some StringProtocol) {
        guard text.utf8.allSatisfy({ Self.isBase64URL($0) }) else { return nil }
        var standard = text.utf8.map { character in
            switch character {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: character
            }
        }
        while standard.count % 4 != 0 { standard.append(UInt8(ascii: "=")) }
        self.init(base64Encoded: Data(standard))
        // Left-over bits in the last character would let two texts stand for the same bytes.
        guard base64URL == text else { return nil }
    }

    /// The bytes as base64url without padding.
    package var base64URL: String {
        let characters = base64EncodedData().compactMap { character -> UInt8? in
            switch character {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: character
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    private static func isBase64URL(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}

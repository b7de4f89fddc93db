import Foundation
import Messages

/// A drawn signature as browsers send it.
enum PNGImage {
    static let mostBytes = 256 << 10
    static let mostWidth = 2_000
    static let mostHeight = 1_000
    private static let dataAddress = "data:image/png;base64,"
    private static let signature = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

    /// Returns the bytes of a real PNG of sane size, or refuses; a `data:` address is accepted too.
    static func check(base64 text: String) throws(Refusal) -> Data {
        let text = text.hasPrefix(dataAddress) ? String(text.dropFirst(dataAddress.count)) : text
        if text.isEmpty { throw refusal("gateway.handwriting-required") }
        guard text.utf8.count <= mostBytes * 4 / 3 + 4 else { throw refusal("gateway.handwriting-too-large") }
        guard let bytes = Data(base64Encoded: text) else { throw refusal("gateway.handwriting-not-png") }
        guard bytes.count <= mostBytes else { throw refusal("gateway.handwriting-too-large") }
        guard let size = size(of: bytes) else { throw refusal("gateway.handwriting-not-png") }
        guard (1...mostWidth).contains(size.width), (1...mostHeight).contains(size.height) else {
            throw refusal("gateway.handwriting-dimensions")
        }
        return bytes
    }

    /// Width and height from the header chunk, which must come first, before an end that must be there.
    private static func size(of bytes: Data) -> (width: Int, height: Int)? {
        guard bytes.count >= 57, bytes.starts(with: signature), bytes[12..<16].elementsEqual("IHDR".utf8),
            bytes[8..<12].elementsEqual([0, 0, 0, 13]), bytes.suffix(8).prefix(4).elementsEqual("IEND".utf8)
        else { return nil }
        func number(_ offset: Int) -> Int {
            bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        return (number(16), number(20))
    }

    private static func refusal(_ code: String) -> Refusal {
        .invalid("gateway.input", fields: ["png": code])
    }
}

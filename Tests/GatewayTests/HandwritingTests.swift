import Foundation
import Messages
import Testing

@testable import Gateway

@Suite struct `Drawn signatures` {
    @Test func `only a real picture of sane size is a signature`() throws {
        #expect(try PNGImage.check(base64: TestImage.png(width: 300, height: 120).base64EncodedString()).count > 50)
        let tooWide = TestImage.png(width: 2_001, height: 10).base64EncodedString()
        let cases = [
            ("", "gateway.handwriting-required"), ("!!!", "gateway.handwriting-not-png"),
            (Data("GIF89a".utf8).base64EncodedString(), "gateway.handwriting-not-png"),
            (tooWide, "gateway.handwriting-dimensions"),
            (String(repeating: "A", count: 400_000), "gateway.handwriting-too-large"),
        ]
        for (text, code) in cases {
            let refusal = #expect(throws: Refusal.self) { try PNGImage.check(base64: text) }
            #expect(refusal?.fields["png"] == code)
        }
    }
}

enum TestImage {
    /// The frame of a PNG: signature, header, an empty data chunk and the end; checksums do not matter here.
    static func png(width: UInt32, height: UInt32) -> Data {
        func number(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += number(13) + Array("IHDR".utf8) + number(width) + number(height) + [8, 6, 0, 0, 0] + number(0)
        bytes += number(0) + Array("IDAT".utf8) + number(0)
        bytes += number(0) + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
        return Data(bytes)
    }
}

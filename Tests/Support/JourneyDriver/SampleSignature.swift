package import Foundation

/// A drawn signature as a phone's canvas gives it: dark strokes on a transparent ground.
package enum SampleSignature {
    private static let width = 320
    private static let height = 120

    /// A valid PNG, grey with alpha; `variant` bends the stroke.
    package static func png(variant: Int = 0) -> Data {
        var header = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
        // Eight bits a channel, grey with alpha, no interlacing.
        header += [8, 4, 0, 0, 0]
        var png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        png += chunk("IHDR", header)
        png += chunk("IDAT", stored(scanlines(variant)))
        png += chunk("IEND", [])
        return png
    }

    /// Each line: a filter byte, then grey and alpha of every pixel.
    private static func scanlines(_ variant: Int) -> [UInt8] {
        var ink = [Bool](repeating: false, count: width * height)
        for step in 0...2_000 {
            let t = Double(step) / 2_000
            let bend = Double(variant % 7) / 7
            let x = 20 + t * Double(width - 40)
            let y = Double(height) / 2 + sin(t * 19 + bend) * 32 * (1 - t / 2) + cos(t * 47) * 9
            for (dx, dy) in brush {
                let column = Int(x) + dx
                let row = Int(y) + dy
                if (0..<width).contains(column), (0..<height).contains(row) { ink[row * width + column] = true }
            }
        }
        var lines: [UInt8] = []
        for row in 0..<height {
            lines.append(0)
            for column in 0..<width { lines += ink[row * width + column] ? [0x1A, 0xFF] : [0, 0] }
        }
        return lines
    }

    private static let brush = [
        (0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (2, 0), (0, 2), (-2, 0), (0, -2),
    ]

    /// A zlib stream whose blocks are not compressed.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        while start < bytes.count {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            stream += [UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
            stream += bytes[start..<end]
            start = end
        }
        return stream + bigEndian(adler32(bytes))
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(crc32(body))
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }
}

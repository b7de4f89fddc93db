import CDeflate
import Foundation

/// A PNG in the making: its header, then its chunks in order.
struct PNGFile {
    private var bytes = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

    /// `bits` a sample; `colour` as the format counts: 2 is red, green and blue, 3 an index into a palette.
    init(width: Int, height: Int, bits: UInt8, colour: UInt8) {
        add("IHDR", Self.number(width) + Self.number(height) + Data([bits, colour, 0, 0, 0]))
    }

    mutating func add(_ name: String, _ content: Data) {
        let body = Data(name.utf8) + content
        let check = body.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
        bytes += Self.number(content.count) + body + Self.number(Int(check))
    }

    func finished() -> Data {
        var file = self
        file.add("IEND", Data())
        return file.bytes
    }

    /// The chunks of a file with one of each name, whose checks are not looked at; nil when it is none.
    static func chunks(of png: Data) -> [String: Data]? {
        guard png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        var chunks: [String: Data] = [:]
        var rest = png.dropFirst(8)
        while rest.count >= 12 {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
            guard rest.count >= count + 12, chunks.updateValue(rest.dropFirst(8).prefix(count), forKey: name) == nil
            else { return nil }
            rest = rest.dropFirst(count + 12)
        }
        return rest.isEmpty ? chunks : nil
    }

    private static func number(_ value: Int) -> Data {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Data($0) }
    }
}

import CZlib
import Foundation

/// Packs what many clients will ask for (RFC 1952).
enum GZip {
    /// Nil when it would not get smaller.
    static func packed(_ bytes: Data) -> Data? {
        var stream = z_stream()
        // 15 bits of window, and 16 more for the form of gzip.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return nil
        }
        defer { deflateEnd(&stream) }
        var packed = Data(count: bytes.count)
        var input = bytes
        let status = packed.withUnsafeMutableBytes { (output: UnsafeMutableRawBufferPointer) in
            input.withUnsafeMutableBytes { (input: UnsafeMutableRawBufferPointer) in
                stream.next_in = input.bindMemory(to: UInt8.self).baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? packed.prefix(Int(stream.total_out)) : nil
    }
}

import CDeflate
import Foundation

extension Data {
    /// The bytes in zlib's format, as PNG and PDF have them; `level` is from 1, the quickest, to 12.
    func deflated(level: Int32) throws(DocumentProblem) -> Data {
        guard let compressor = libdeflate_alloc_compressor(level) else {
            throw DocumentProblem(.unavailable, detail: "no memory to deflate")
        }
        defer { libdeflate_free_compressor(compressor) }
        var packed = Data(count: libdeflate_zlib_compress_bound(compressor, count))
        let length = packed.withUnsafeMutableBytes { packed in
            withUnsafeBytes { bytes in
                libdeflate_zlib_compress(compressor, bytes.baseAddress, bytes.count, packed.baseAddress, packed.count)
            }
        }
        guard length > 0 else { throw DocumentProblem(.unavailable, detail: "deflate") }
        return packed.prefix(length)
    }

    /// What was packed in zlib's format; nil when it is damaged or not of `count` bytes.
    func inflated(to count: Int) -> Data? {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var bytes = Data(count: count)
        let result = bytes.withUnsafeMutableBytes { bytes in
            withUnsafeBytes { packed in
                libdeflate_zlib_decompress(
                    decompressor,
                    packed.baseAddress,
                    packed.count,
                    bytes.baseAddress,
                    bytes.count,
                    nil
                )
            }
        }
        return result == LIBDEFLATE_SUCCESS ? bytes : nil
    }
}

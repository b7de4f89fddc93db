import CZlib
import Foundation

extension Data {
    /// The bytes in zlib's format, as PNG and PDF have them.
    func deflated(level: Int32) throws(DocumentProblem) -> Data {
        var length = compressBound(UInt(count))
        var packed = Data(count: Int(length))
        let status = packed.withUnsafeMutableBytes { packed in
            withUnsafeBytes { bytes in
                compress2(
                    packed.bindMemory(to: UInt8.self).baseAddress,
                    &length,
                    bytes.bindMemory(to: UInt8.self).baseAddress,
                    UInt(bytes.count),
                    level
                )
            }
        }
        guard status == Z_OK else { throw DocumentProblem(.unavailable, detail: "deflate \(status)") }
        return packed.prefix(Int(length))
    }
}

import Foundation

extension Data {
    /// Hands over the bytes' address, never null, which OpenSSL would take for "no value".
    func withBytes<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        withUnsafeBytes { bytes in
            if let address = bytes.bindMemory(to: UInt8.self).baseAddress { return body(address) }
            return withUnsafePointer(to: 0, body)
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    var bytePointer: UnsafeMutablePointer<UInt8>? { bindMemory(to: UInt8.self).baseAddress }
}

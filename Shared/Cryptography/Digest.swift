import COpenSSL
package import Foundation

/// SHA-256 and HMAC-SHA-256.
package enum Digest {
    /// The SHA-256 digest, 32 bytes.
    package static func sha256(_ bytes: some DataProtocol) -> Data {
        SHA256Algorithm().digest(bytes)
    }

    /// The SHA-256 digest as 64 lower-case hexadecimal characters.
    package static func sha256Hex(_ bytes: some DataProtocol) -> String {
        sha256(bytes).hex
    }

    /// The HMAC-SHA-256 authentication code, 32 bytes.
    package static func hmacSHA256(key: Data, _ bytes: some DataProtocol) -> Data {
        SHA256Algorithm().authenticationCode(key: key, bytes)
    }
}

struct SHA256Algorithm: DigestAlgorithm {
    let id = "sha-256"
    let length = 32

    func digest(_ bytes: some DataProtocol) -> Data {
        if let region = bytes.regions.first, bytes.regions.count == 1 {
            return region.withUnsafeBytes(digest(of:))
        }
        return Data(bytes).withUnsafeBytes(digest(of:))
    }

    func authenticationCode(key: Data, _ bytes: some DataProtocol) -> Data {
        let message = Data(bytes)
        var code = Data(count: length)
        let made = code.withUnsafeMutableBytes { output in
            // A null key means "the last key again" to OpenSSL: `withBytes` gives an empty key an address too.
            key.withBytes { keyBytes in
                message.withBytes { messageBytes in
                    HMAC(EVP_sha256(), keyBytes, Int32(key.count), messageBytes, message.count, output.bytePointer, nil)
                }
            }
        }
        // No input reaches this: it means the library lacks SHA-256, and any other answer would be a wrong digest.
        precondition(made != nil, "OpenSSL offers no HMAC-SHA-256")
        return code
    }

    private func digest(of bytes: UnsafeRawBufferPointer) -> Data {
        var digest = Data(count: length)
        let made = digest.withUnsafeMutableBytes { output in
            SHA256(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, output.bytePointer)
        }
        // No input reaches this: it means the library lacks SHA-256, and any other answer would be a wrong digest.
        precondition(made != nil, "OpenSSL offers no SHA-256")
        return digest
    }
}

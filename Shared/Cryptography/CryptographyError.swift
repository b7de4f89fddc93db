import COpenSSL

/// A cryptographic operation that failed, with a stable code and a description that is safe to log.
package struct CryptographyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What went wrong, as a stable dotted code.
    package enum Code: String, Sendable, Codable {
        case malformedKeySetting = "cryptography.malformed-key-setting"
        case malformedEnvelope = "cryptography.malformed-envelope"
        case unknownKey = "cryptography.unknown-key"
        case unknownAlgorithm = "cryptography.unknown-algorithm"
        case sealingFailed = "cryptography.sealing-failed"
        case openingFailed = "cryptography.opening-failed"
        case passwordHashFailed = "cryptography.password-hash-failed"
        case malformedKey = "cryptography.malformed-key"
        case malformedCertificate = "cryptography.malformed-certificate"
        case keyGenerationFailed = "cryptography.key-generation-failed"
        case keyMismatch = "cryptography.key-mismatch"
        case issuingFailed = "cryptography.issuing-failed"
        case signingFailed = "cryptography.signing-failed"
        case timestampFailed = "cryptography.timestamp-failed"
        case unsuitableDigest = "cryptography.unsuitable-digest"
    }

    package let code: Code
    /// The step that failed and OpenSSL's own reasons; never key material, plain text or personal data.
    package let detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package var description: String {
        detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)"
    }

    /// Names the failed step and empties OpenSSL's error queue of this thread into the detail.
    static func afterOpenSSL(_ code: Code, _ step: String) -> CryptographyError {
        var reasons: [String] = []
        // Only the reason's fixed text is taken: the queue's data strings may quote names from certificates.
        while case let number = ERR_get_error(), number != 0 {
            if let text = ERR_reason_error_string(number), reasons.count < 4 {
                reasons.append(String(cString: text))
            }
        }
        return CryptographyError(code, reasons.isEmpty ? step : "\(step) (\(reasons.joined(separator: "; ")))")
    }
}

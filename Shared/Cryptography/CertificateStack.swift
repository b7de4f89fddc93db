import COpenSSL
import Foundation

/// OpenSSL's lists of certificates, made for a call or read from one.
enum CertificateStack {
    /// Hands over a list that lives as long as the call of `body`.
    static func with<Result>(_ certificates: [Certificate], _ body: (OpaquePointer?) -> Result) -> Result {
        let stack = suiyue_certificates_new()
        defer { suiyue_certificates_free(stack) }
        for certificate in certificates {
            suiyue_certificates_add(stack, certificate.handle.pointer)
        }
        return body(stack)
    }

    /// Reads a list and its certificates' references, both of which the caller was given, and frees them.
    static func consume(_ stack: OpaquePointer?) -> [Certificate] {
        defer { suiyue_certificates_free(stack) }
        return read(stack)
    }

    /// Reads a list that belongs to something else.
    static func read(_ stack: OpaquePointer?) -> [Certificate] {
        (0..<max(0, suiyue_certificates_count(stack))).compactMap { index in
            suiyue_certificates_at(stack, index).flatMap(Certificate.init(borrowing:))
        }
    }
}

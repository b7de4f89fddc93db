import COpenSSL
import Foundation

/// A private or public key of OpenSSL's, freed (and its secret numbers overwritten) with its last owner.
final class OwnedKey: @unchecked Sendable {  // safe: never changed after creation; OpenSSL locks its own key cache
    let pointer: OpaquePointer

    /// Takes over the reference.
    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }
}

/// A certificate of OpenSSL's, freed with its last owner.
final class OwnedCertificate: @unchecked Sendable {  // safe: never changed after creation; OpenSSL locks its own cache
    let pointer: OpaquePointer

    /// Takes over the reference.
    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        X509_free(pointer)
    }
}

/// A list of certificates for calls that want OpenSSL's own stack; used on one thread only.
final class CertificateStack {
    let pointer: OpaquePointer?

    init(_ certificates: [Certificate]) {
        pointer = suiyue_certificates_new()
        for certificate in certificates {
            suiyue_certificates_add(pointer, certificate.handle.pointer)
        }
    }

    /// Takes over a stack that OpenSSL made.
    init(owning pointer: OpaquePointer?) {
        self.pointer = pointer
    }

    deinit {
        suiyue_certificates_free(pointer)
    }

    var certificates: [Certificate] {
        (0..<max(0, suiyue_certificates_count(pointer))).compactMap { index in
            guard let certificate = suiyue_certificates_at(pointer, index) else { return nil }
            return Certificate(borrowing: certificate)
        }
    }
}

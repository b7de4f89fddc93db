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

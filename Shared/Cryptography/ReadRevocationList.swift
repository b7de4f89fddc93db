import COpenSSL
import Foundation

/// A revocation list as a verifier reads it.
struct RevocationList {
    enum Answer: Equatable {
        /// The list is not by this certificate's issuer.
        case silent
        case good
        case revoked(at: Date)
    }

    private let handle: OwnedRevocationList
    let issuedAt: Date

    init?(der: Data) {
        guard let (pointer, leftOver) = der.decoded({ d2i_X509_CRL(nil, $0, $1) }) else { return nil }
        handle = OwnedRevocationList(pointer)
        guard leftOver == 0, let issuedAt = Date(X509_CRL_get0_lastUpdate(pointer)) else { return nil }
        self.issuedAt = issuedAt
    }

    /// Looks the certificate up, provided that the issuer signed the list.
    func answer(about certificate: Certificate, issuer: Certificate) -> Answer {
        guard let issuerKey = X509_get0_pubkey(issuer.handle.pointer),
            X509_NAME_cmp(X509_CRL_get_issuer(handle.pointer), X509_get_subject_name(issuer.handle.pointer)) == 0,
            X509_get_key_usage(issuer.handle.pointer) & UInt32(KU_CRL_SIGN) != 0,
            X509_CRL_verify(handle.pointer, issuerKey) == 1
        else { return .silent }
        // A list may be split by critical extensions that this reader does not know.
        guard !hasUnknownCriticalExtension else { return .silent }
        var entry: OpaquePointer?
        // 2 means "removed from the list", for certificates once on hold.
        guard X509_CRL_get0_by_cert(handle.pointer, &entry, certificate.handle.pointer) == 1, let entry else {
            return .good
        }
        return .revoked(at: Date(X509_REVOKED_get0_revocationDate(entry)) ?? .distantPast)
    }

    private var hasUnknownCriticalExtension: Bool {
        (0..<max(0, X509_CRL_get_ext_count(handle.pointer))).contains { index in
            X509_EXTENSION_get_critical(X509_CRL_get_ext(handle.pointer, index)) == 1
        }
    }
}

/// A revocation list of OpenSSL's, freed with its last owner.
private final class OwnedRevocationList {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        X509_CRL_free(pointer)
    }
}

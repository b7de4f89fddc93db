import COpenSSL
package import Foundation

/// A certificate that shall no longer be trusted.
package struct RevokedCertificate: Sendable, Hashable {
    /// Why, as RFC 5280 numbers it.
    package enum Reason: Int, Sendable, Codable {
        case unspecified = 0
        case keyCompromise = 1
        case affiliationChanged = 3
        case superseded = 4
        case cessationOfOperation = 5
    }

    package var serialHex: String
    package var revokedAt: Date
    package var reason: Reason

    package init(serialHex: String, revokedAt: Date, reason: Reason = .unspecified) {
        self.serialHex = serialHex
        self.revokedAt = revokedAt
        self.reason = reason
    }
}

extension CertificateAuthority {
    /// Makes a signed revocation list in DER; its number grows with `now`, counted in milliseconds.
    package func revocationList(
        revoked: [RevokedCertificate],
        now: Date,
        nextUpdate: Date
    ) throws(CryptographyError) -> Data {
        ERR_clear_error()
        guard now < nextUpdate else { throw CryptographyError(.issuingFailed, "revocation list ends before it starts") }
        guard let list = X509_CRL_new() else { throw .afterOpenSSL(.issuingFailed, "allocation") }
        defer { X509_CRL_free(list) }
        guard X509_CRL_set_version(list, 1) == 1,
            X509_CRL_set_issuer_name(list, X509_get_subject_name(certificate.handle.pointer)) == 1,
            Self.withTime(now, { X509_CRL_set1_lastUpdate(list, $0) }),
            Self.withTime(nextUpdate, { X509_CRL_set1_nextUpdate(list, $0) })
        else { throw .afterOpenSSL(.issuingFailed, "revocation list") }
        for entry in revoked { try Self.add(entry, to: list) }
        guard addExtensions(to: list, now: now), X509_CRL_sort(list) == 1,
            X509_CRL_sign(list, key.handle.pointer, EVP_sha256()) > 0,
            let der = encoded({ i2d_X509_CRL(list, $0) })
        else { throw .afterOpenSSL(.issuingFailed, "revocation list") }
        return der
    }

    private func addExtensions(to list: OpaquePointer, now: Date) -> Bool {
        let milliseconds = UInt64(max(0, now.timeIntervalSince1970 * 1000))
        guard let number = integer(withUnsafeBytes(of: milliseconds.bigEndian) { Data($0) }) else { return false }
        defer { ASN1_INTEGER_free(number) }
        guard X509_CRL_add1_ext_i2d(list, NID_crl_number, number, 0, 0) == 1 else { return false }
        var context = X509V3_CTX()
        suiyue_extension_context(&context, certificate.handle.pointer, nil, list)
        let name = ExtensionName.authorityKeyIdentifier
        guard let made = X509V3_EXT_nconf_nid(nil, &context, name, "keyid:always") else { return false }
        defer { X509_EXTENSION_free(made) }
        return X509_CRL_add_ext(list, made, -1) == 1
    }

    private static func add(_ entry: RevokedCertificate, to list: OpaquePointer) throws(CryptographyError) {
        guard let bytes = Data(hex: entry.serialHex), !bytes.isEmpty, let serial = integer(bytes) else {
            throw CryptographyError(.issuingFailed, "serial number")
        }
        defer { ASN1_INTEGER_free(serial) }
        guard let revoked = X509_REVOKED_new() else { throw .afterOpenSSL(.issuingFailed, "allocation") }
        let filled =
            X509_REVOKED_set_serialNumber(revoked, serial) == 1
            && withTime(entry.revokedAt) { X509_REVOKED_set_revocationDate(revoked, $0) }
            && addReason(entry.reason, to: revoked) && X509_CRL_add0_revoked(list, revoked) == 1
        guard filled else {
            X509_REVOKED_free(revoked)
            throw .afterOpenSSL(.issuingFailed, "revoked entry")
        }
    }

    private static func addReason(_ reason: RevokedCertificate.Reason, to revoked: OpaquePointer) -> Bool {
        // The standard wants no reason rather than "unspecified".
        guard reason != .unspecified else { return true }
        guard let value = ASN1_ENUMERATED_new() else { return false }
        defer { ASN1_ENUMERATED_free(value) }
        return ASN1_ENUMERATED_set(value, reason.rawValue) == 1
            && X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, value, 0, 0) == 1
    }

    private static func withTime(_ date: Date, _ use: (UnsafeMutablePointer<ASN1_TIME>) -> Int32) -> Bool {
        guard let time = ASN1_TIME_set(nil, date.wholeSeconds) else { return false }
        defer { ASN1_TIME_free(time) }
        return use(time) == 1
    }
}

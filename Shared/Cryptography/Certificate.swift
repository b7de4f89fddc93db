import COpenSSL
package import Foundation

/// An X.509 certificate.
package struct Certificate: Sendable, Hashable, CustomStringConvertible {
    let handle: OwnedCertificate
    package let der: Data

    /// Reads DER, or throws `cryptography.malformed-certificate`, also for bytes behind the certificate.
    package init(der: Data) throws(CryptographyError) {
        ERR_clear_error()
        guard let (pointer, leftOver) = der.decoded({ d2i_X509(nil, $0, $1) }) else {
            throw .afterOpenSSL(.malformedCertificate, "DER")
        }
        handle = OwnedCertificate(pointer)
        guard leftOver == 0 else { throw CryptographyError(.malformedCertificate, "trailing bytes") }
        self.der = der
    }

    /// Reads the first certificate of a PEM text.
    package init(pem: String) throws(CryptographyError) {
        ERR_clear_error()
        guard let pointer = readingText(pem, { PEM_read_bio_X509($0, nil, nil, nil) }) else {
            throw .afterOpenSSL(.malformedCertificate, "PEM")
        }
        try self.init(owning: pointer)
    }

    /// Takes over a reference that OpenSSL gave.
    init(owning pointer: OpaquePointer) throws(CryptographyError) {
        handle = OwnedCertificate(pointer)
        guard let der = encoded({ i2d_X509(pointer, $0) }) else {
            throw .afterOpenSSL(.malformedCertificate, "encoding")
        }
        self.der = der
    }

    /// Adds a reference to a certificate that something else owns.
    init?(borrowing pointer: OpaquePointer) {
        guard X509_up_ref(pointer) == 1 else { return nil }
        try? self.init(owning: pointer)
    }

    package var pem: String {
        let lines = der.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n"
    }

    package var subjectCommonName: String? { Self.text(NID_commonName, of: X509_get_subject_name(handle.pointer)) }

    /// The serial number as lower-case hexadecimal digits.
    package var serialHex: String {
        X509_get0_serialNumber(handle.pointer).map { Data($0).hex } ?? ""
    }

    package var notBefore: Date { Date(X509_get0_notBefore(handle.pointer)) ?? .distantFuture }
    package var notAfter: Date { Date(X509_get0_notAfter(handle.pointer)) ?? .distantPast }

    /// The SHA-256 digest of the DER form, as hexadecimal digits.
    package var fingerprint: String { Digest.sha256Hex(der) }

    /// The digest of the evidence this certificate was issued upon, when it carries one of ours.
    package var evidenceDigest: Data? { EvidenceExtension.digest(in: self) }

    /// Tells whether the certificate's key may be used to sign documents its holder cannot deny.
    package var permitsDocumentSigning: Bool {
        // Without the extension OpenSSL answers with all bits set; our rule wants it spelled out.
        let usage = X509_get_key_usage(handle.pointer)
        return usage != UInt32.max && usage & UInt32(KU_NON_REPUDIATION) != 0
            && !isAuthority
    }

    /// Tells whether the certificate may issue others.
    package var isAuthority: Bool {
        X509_get_extension_flags(handle.pointer) & UInt32(EXFLAG_CA) != 0
    }

    /// Tells whether the private key belongs to this certificate.
    package func matches(_ key: SigningKey) -> Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
        return X509_check_private_key(handle.pointer, key.handle.pointer) == 1
    }

    // The subject is a person's name, so only the fingerprint is shown.
    package var description: String { "<certificate \(fingerprint.prefix(16))>" }

    package static func == (a: Certificate, b: Certificate) -> Bool { a.der == b.der }
    package func hash(into hasher: inout Hasher) { hasher.combine(der) }

    private static func text(_ attribute: Int32, of name: OpaquePointer?) -> String? {
        let position = X509_NAME_get_index_by_NID(name, attribute, -1)
        guard position >= 0, let entry = X509_NAME_get_entry(name, position),
            let value = X509_NAME_ENTRY_get_data(entry)
        else { return nil }
        return encoded { ASN1_STRING_to_UTF8($0, value) }.flatMap { String(validating: $0, as: UTF8.self) }
    }
}

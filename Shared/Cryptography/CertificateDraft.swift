import COpenSSL
import Foundation

/// A certificate while it is being filled in, before the issuer signs it.
struct CertificateDraft {
    let pointer: OpaquePointer
    private let handle: OwnedCertificate

    init(key: SigningKey, notBefore: Date, notAfter: Date) throws(CryptographyError) {
        ERR_clear_error()
        guard let pointer = X509_new() else { throw .afterOpenSSL(.issuingFailed, "allocation") }
        self.pointer = pointer
        handle = OwnedCertificate(pointer)
        let serial = makeSerialNumber()
        defer { ASN1_INTEGER_free(serial) }
        guard notBefore < notAfter else { throw CryptographyError(.issuingFailed, "validity ends before it starts") }
        guard X509_set_version(pointer, 2) == 1, serial != nil, X509_set_serialNumber(pointer, serial) == 1,
            ASN1_TIME_set(X509_getm_notBefore(pointer), notBefore.wholeSeconds) != nil,
            ASN1_TIME_set(X509_getm_notAfter(pointer), notAfter.wholeSeconds) != nil,
            X509_set_pubkey(pointer, key.handle.pointer) == 1
        else { throw .afterOpenSSL(.issuingFailed, "fields") }
    }

    /// Sets the subject: country, organization, common name and serial number attribute, as UTF-8.
    func setSubject(
        commonName: String,
        organization: String?,
        serialNumberAttribute: String? = nil
    ) throws(CryptographyError) {
        let name = X509_get_subject_name(pointer)
        // This attribute is a PrintableString, which has no asterisk for masks.
        let serialNumber = serialNumberAttribute?.replacingOccurrences(of: "*", with: "-")
        let attributes = [
            (NID_countryName, "CN"), (NID_organizationName, organization), (NID_commonName, commonName),
            (NID_serialNumber, serialNumber),
        ]
        for case (let attribute, let text?) in attributes {
            // OpenSSL enforces the standard's lengths (64 characters) and keeps strings UTF-8 where they may be.
            let bytes = Data(text.utf8)
            let added = bytes.withBytes {
                X509_NAME_add_entry_by_NID(name, attribute, MBSTRING_FLAG, $0, Int32(bytes.count), -1, 0)
            }
            guard added == 1 else { throw .afterOpenSSL(.issuingFailed, "subject attribute \(attribute)") }
        }
    }

    func setIssuer(_ issuer: Certificate?) throws(CryptographyError) {
        let name = X509_get_subject_name(issuer?.handle.pointer ?? pointer)
        guard X509_set_issuer_name(pointer, name) == 1 else { throw .afterOpenSSL(.issuingFailed, "issuer") }
    }

    /// Adds extensions in OpenSSL's textual form; only texts of this module may come here.
    func add(_ extensions: [(name: Int32, value: String)], issuer: Certificate?) throws(CryptographyError) {
        var context = X509V3_CTX()
        suiyue_extension_context(&context, issuer?.handle.pointer ?? pointer, pointer, nil)
        for (name, value) in extensions {
            guard let made = X509V3_EXT_nconf_nid(nil, &context, name, value) else {
                throw .afterOpenSSL(.issuingFailed, "extension \(name)")
            }
            defer { X509_EXTENSION_free(made) }
            guard X509_add_ext(pointer, made, -1) == 1 else { throw .afterOpenSSL(.issuingFailed, "extension \(name)") }
        }
    }

    func addEvidence(_ digest: Data) throws(CryptographyError) {
        guard EvidenceExtension.add(digest, to: pointer) else { throw .afterOpenSSL(.issuingFailed, "evidence") }
    }

    func signed(by key: SigningKey) throws(CryptographyError) -> Certificate {
        guard X509_sign(pointer, key.handle.pointer, EVP_sha256()) > 0 else {
            throw .afterOpenSSL(.issuingFailed, "signature")
        }
        // Read back from its bytes: a fresh object has no half-filled caches.
        guard let der = encoded({ i2d_X509(pointer, $0) }) else { throw .afterOpenSSL(.issuingFailed, "encoding") }
        return try Certificate(der: der)
    }
}

import COpenSSL
import Foundation

/// The private certificate extension that ties a certificate to the evidence of its holder's will to sign.
///
/// Its value is a DigestInfo, so the algorithm stands beside the digest. It is never critical: standard validators refuse a
/// chain with a critical extension they do not know.
enum EvidenceExtension {
    /// In the arc 2.25, where anyone may use the number of a UUID of their own.
    static let objectIdentifier = "2.25.77042768793498357438812662741789439188.1"

    private static let sha256Prefix = Data([
        0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20,
    ])

    static func add(_ digest: Data, to certificate: OpaquePointer) -> Bool {
        guard digest.count == 32, let object = OBJ_txt2obj(objectIdentifier, 1) else { return false }
        defer { ASN1_OBJECT_free(object) }
        guard let value = ASN1_OCTET_STRING_new() else { return false }
        defer { ASN1_OCTET_STRING_free(value) }
        let content = sha256Prefix + digest
        guard content.withBytes({ ASN1_OCTET_STRING_set(value, $0, Int32(content.count)) }) == 1,
            let made = X509_EXTENSION_create_by_OBJ(nil, object, 0, value)
        else { return false }
        defer { X509_EXTENSION_free(made) }
        return X509_add_ext(certificate, made, -1) == 1
    }

    static func digest(in certificate: Certificate) -> Data? {
        guard let object = OBJ_txt2obj(objectIdentifier, 1) else { return nil }
        defer { ASN1_OBJECT_free(object) }
        let position = X509_get_ext_by_OBJ(certificate.handle.pointer, object, -1)
        guard position >= 0, let found = X509_get_ext(certificate.handle.pointer, position),
            let value = X509_EXTENSION_get_data(found)
        else { return nil }
        let content = Data(value)
        guard content.count == sha256Prefix.count + 32, content.starts(with: sha256Prefix) else { return nil }
        return Data(content.suffix(32))
    }
}

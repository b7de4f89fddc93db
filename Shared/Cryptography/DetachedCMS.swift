import COpenSSL
package import Foundation

/// Signatures apart from the signed document, in the form that PDF signatures embed (CAdES with a time-stamp).
package enum DetachedCMS {
    /// Signs a document by its SHA-256 digest and returns the CMS in DER.
    ///
    /// The CMS says no signing time, as PAdES wants: the time-stamp over the signature value, which `timestamp` is asked
    /// for with that value's SHA-256 digest, tells it.
    package static func sign(
        documentDigest: Data,
        key: SigningKey,
        certificate: Certificate,
        chain: [Certificate],
        timestamp: (Data) throws -> Data
    ) throws -> Data {
        guard documentDigest.count == 32 else { throw CryptographyError(.unsuitableDigest, "document") }
        guard certificate.matches(key) else { throw CryptographyError(.keyMismatch, "signer") }
        ERR_clear_error()
        let flags = UInt32(CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_CADES)
        guard let cms = CMS_sign(nil, nil, nil, nil, flags) else {
            throw CryptographyError.afterOpenSSL(.signingFailed, "CMS")
        }
        defer { CMS_ContentInfo_free(cms) }
        let signer = try addSigner(to: cms, certificate: certificate, key: key, documentDigest: documentDigest)
        for issuer in chain where issuer != certificate {
            guard CMS_add1_cert(cms, issuer.handle.pointer) == 1 else {
                throw CryptographyError.afterOpenSSL(.signingFailed, "chain")
            }
        }
        // OpenSSL's own signing step always adds a signing time, so the attributes are signed here.
        guard let message = CMSAttributes.signedMessage(of: signer) else {
            throw CryptographyError.afterOpenSSL(.signingFailed, "attributes")
        }
        let signature = try ECDSAP256().sign(message, with: key)
        guard let place = CMS_SignerInfo_get0_signature(signer),
            signature.withBytes({ ASN1_STRING_set(place, $0, Int32(signature.count)) }) == 1
        else { throw CryptographyError.afterOpenSSL(.signingFailed, "signature value") }
        let token = try timestamp(Digest.sha256(signature))
        try attach(token, to: signer)
        // Some faults of the structure only show here, as an empty encoding.
        guard let der = encoded({ i2d_CMS_ContentInfo(cms, $0) }) else {
            throw CryptographyError.afterOpenSSL(.signingFailed, "encoding")
        }
        return der
    }

    /// What a signature with a time-stamp of the authority takes at most, in bytes.
    ///
    /// Beside the certificates there are two sets of attributes and two signature values, which name issuers and digests
    /// of certificates: about 1 KB, to which as much is added.
    package static func mostBytes(
        certificate: Certificate,
        chain: [Certificate],
        timestampedBy timestamps: TimestampAuthority
    ) -> Int {
        ([certificate] + chain + timestamps.enclosed).reduce(2048) { $0 + $1.der.count }
    }

    private static func addSigner(
        to cms: OpaquePointer,
        certificate: Certificate,
        key: SigningKey,
        documentDigest: Data
    ) throws(CryptographyError) -> OpaquePointer {
        // With CMS_CADES the signer gets its signing-certificate-v2 attribute.
        let flags = UInt32(CMS_CADES | CMS_NOSMIMECAP | CMS_PARTIAL | CMS_BINARY | CMS_DETACHED)
        guard let signer = CMS_add1_signer(cms, certificate.handle.pointer, key.handle.pointer, EVP_sha256(), flags)
        else { throw .afterOpenSSL(.signingFailed, "signer") }
        let type = OBJ_nid2obj(NID_pkcs7_data).map { UnsafeRawPointer($0) }
        guard CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT, type, -1) == 1,
            documentDigest.withBytes({
                CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, $0, 32)
            }) == 1
        else { throw .afterOpenSSL(.signingFailed, "attributes") }
        return signer
    }

    private static func attach(_ token: Data, to signer: OpaquePointer) throws(CryptographyError) {
        ERR_clear_error()
        // A token from elsewhere is parsed first: anything else would make a CMS nobody can read.
        guard let (parsed, leftOver) = token.decoded({ d2i_PKCS7(nil, $0, $1) }) else {
            throw .afterOpenSSL(.timestampFailed, "malformed token")
        }
        PKCS7_free(parsed)
        guard leftOver == 0 else { throw CryptographyError(.timestampFailed, "malformed token") }
        let added = token.withBytes {
            let name = NID_id_smime_aa_timeStampToken
            return CMS_unsigned_add1_attr_by_NID(signer, name, V_ASN1_SEQUENCE, $0, Int32(token.count))
        }
        guard added == 1 else { throw .afterOpenSSL(.timestampFailed, "attribute") }
    }
}

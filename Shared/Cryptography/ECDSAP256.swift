import COpenSSL
import Foundation

/// ECDSA over the curve P-256 with SHA-256.
struct ECDSAP256: SignatureAlgorithm {
    let id = "ecdsa-p256-sha256"

    func makeKey() throws(CryptographyError) -> SigningKey {
        ERR_clear_error()
        guard let key = suiyue_make_p256_key() else { throw .afterOpenSSL(.keyGenerationFailed, "P-256") }
        return SigningKey(handle: OwnedKey(key))
    }

    func sign(_ message: Data, with key: SigningKey) throws(CryptographyError) -> Data {
        ERR_clear_error()
        guard let context = EVP_MD_CTX_new() else { throw .afterOpenSSL(.signingFailed, "context") }
        defer { EVP_MD_CTX_free(context) }
        var count = 0
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key.handle.pointer) == 1,
            message.withBytes({ EVP_DigestSign(context, nil, &count, $0, message.count) }) == 1
        else { throw .afterOpenSSL(.signingFailed, id) }
        var signature = Data(count: count)
        let signed = signature.withUnsafeMutableBytes { output in
            message.withBytes { EVP_DigestSign(context, output.bytePointer, &count, $0, message.count) }
        }
        guard signed == 1 else { throw .afterOpenSSL(.signingFailed, id) }
        return signature.prefix(count)
    }

    func verify(_ signature: Data, of message: Data, by certificate: Certificate) -> Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard let key = X509_get0_pubkey(certificate.handle.pointer),
            EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
        else { return false }
        return signature.withBytes { signatureBytes in
            message.withBytes {
                EVP_DigestVerify(context, signatureBytes, signature.count, $0, message.count)
            }
        } == 1
    }
}

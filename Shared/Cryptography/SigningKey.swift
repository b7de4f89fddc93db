import COpenSSL
import Foundation

/// A private key; its memory is overwritten when the last copy of this value goes.
package struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    let handle: OwnedKey

    init(handle: OwnedKey) {
        self.handle = handle
    }

    /// Makes a fresh P-256 key.
    package static func makeP256() throws(CryptographyError) -> SigningKey {
        try ECDSAP256().makeKey()
    }

    /// Reads a P-256 key in PEM, encrypted or not; a wrong password throws `cryptography.malformed-key`.
    package init(pem: String, password: String? = nil) throws(CryptographyError) {
        ERR_clear_error()
        // Without a password OpenSSL would ask on the terminal, so an empty one stands in.
        let key = readingText(pem) { buffer in
            (password ?? "").withCString {
                PEM_read_bio_PrivateKey(buffer, nil, nil, UnsafeMutableRawPointer(mutating: $0))
            }
        }
        guard let key else { throw .afterOpenSSL(.malformedKey, "PEM") }
        let handle = OwnedKey(key)
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1,
            String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self) == SN_X9_62_prime256v1
        else {
            ERR_clear_error()
            throw CryptographyError(.unknownAlgorithm, "a key that is not P-256")
        }
        self.handle = handle
    }

    /// Writes the key as PKCS #8 in PEM, encrypted with AES-256 under scrypt when a password is given.
    package func pem(password: String? = nil) throws(CryptographyError) -> String {
        ERR_clear_error()
        let text = writtenText { buffer in
            guard let password else {
                return PEM_write_bio_PKCS8PrivateKey(buffer, handle.pointer, nil, nil, 0, nil, nil) == 1
            }
            return writeEncrypted(to: buffer, password: password)
        }
        guard let text else { throw .afterOpenSSL(.malformedKey, "writing PEM") }
        return text
    }

    package var description: String { "<signing key>" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    private func writeEncrypted(to buffer: OpaquePointer, password: String) -> Bool {
        guard let plain = EVP_PKEY2PKCS8(handle.pointer) else { return false }
        defer { PKCS8_PRIV_KEY_INFO_free(plain) }
        let salt = SecureRandom.bytes(16)
        // OpenSSL's shorter calls derive the key with 2048 rounds of PBKDF2, which is little against guessing.
        var saltBytes = Array(salt)
        guard let scheme = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), &saltBytes, 16, nil, 1 << 14, 8, 1) else {
            return false
        }
        let encrypted = password.withCString { PKCS8_set0_pbe($0, Int32(password.utf8.count), plain, scheme) }
        guard let encrypted else {
            X509_ALGOR_free(scheme)
            return false
        }
        defer { X509_SIG_free(encrypted) }
        return PEM_write_bio_PKCS8(buffer, encrypted) == 1
    }
}

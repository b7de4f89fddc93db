import COpenSSL
import Foundation

/// AES-256 in Galois/Counter Mode: 12 random bytes of nonce in front, 16 bytes of tag behind.
struct AES256GCM: SealAlgorithm {
    let id = "v1"
    let keyLength = 32
    private let nonceLength = 12
    private let tagLength = 16

    func seal(_ plain: Data, key: Data, additional: Data) throws(CryptographyError) -> Data {
        let nonce = SecureRandom.bytes(nonceLength)
        var output = Data(count: plain.count)
        var tag = Data(count: tagLength)
        try run(encrypting: true, key, nonce, additional, input: plain, output: &output, tag: &tag)
        return nonce + output + tag
    }

    func open(_ body: Data, key: Data, additional: Data) throws(CryptographyError) -> Data {
        guard body.count >= nonceLength + tagLength else { throw CryptographyError(.openingFailed, "too short") }
        let nonce = Data(body.prefix(nonceLength))
        let input = Data(body.dropFirst(nonceLength).dropLast(tagLength))
        var tag = Data(body.suffix(tagLength))
        var output = Data(count: input.count)
        try run(encrypting: false, key, nonce, additional, input: input, output: &output, tag: &tag)
        return output
    }

    private func run(
        encrypting: Bool,
        _ key: Data,
        _ nonce: Data,
        _ additional: Data,
        input: Data,
        output: inout Data,
        tag: inout Data
    ) throws(CryptographyError) {
        let failure: CryptographyError.Code = encrypting ? .sealingFailed : .openingFailed
        guard key.count == keyLength, input.count <= Int(Int32.max), additional.count <= Int(Int32.max) else {
            throw CryptographyError(failure, "length")
        }
        ERR_clear_error()
        guard let context = EVP_CIPHER_CTX_new() else { throw .afterOpenSSL(failure, "context") }
        defer { EVP_CIPHER_CTX_free(context) }
        let direction: Int32 = encrypting ? 1 : 0
        let tagLength = Int32(tagLength)
        let done = output.withUnsafeMutableBytes { output in
            tag.withUnsafeMutableBytes { tag in
                var written: Int32 = 0
                return key.withBytes { EVP_CipherInit_ex2(context, EVP_aes_256_gcm(), $0, nil, direction, nil) } == 1
                    && nonce.withBytes { EVP_CipherInit_ex2(context, nil, nil, $0, direction, nil) } == 1
                    && additional.withBytes {
                        EVP_CipherUpdate(context, nil, &written, $0, Int32(additional.count))
                    } == 1
                    && input.withBytes {
                        // A null output would make OpenSSL read the input as additional data.
                        input.isEmpty
                            || EVP_CipherUpdate(context, output.bytePointer, &written, $0, Int32(input.count)) == 1
                    }
                    && (encrypting
                        || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tagLength, tag.baseAddress) == 1)
                    && finish(context, written: &written)
                    && (!encrypting
                        || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tagLength, tag.baseAddress) == 1)
            }
        }
        guard done else { throw .afterOpenSSL(failure, "AES-256-GCM") }
    }

    private func finish(_ context: OpaquePointer, written: inout Int32) -> Bool {
        // GCM has no last block: the scratch block stays empty, and decryption checks the tag here.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { scratch in
            EVP_CipherFinal_ex(context, scratch.baseAddress, &written) == 1
        }
    }
}

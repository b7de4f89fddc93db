import COpenSSL
package import Foundation

/// The built-in time-stamp authority (RFC 3161).
package struct TimestampAuthority: Sendable {
    /// The policy of the built-in authority, in the arc 2.25.
    package static let builtInPolicyOID = "2.25.77042768793498357438812662741789439188.2"

    package let certificate: Certificate
    private let key: SigningKey
    private let chain: [Certificate]
    private let policyOID: String

    /// The certificates that are in every token.
    var enclosed: [Certificate] { [certificate] + chain }

    /// Takes a time-stamping certificate with its key; `chain` are the issuers to enclose in every token.
    package init(
        certificate: Certificate,
        key: SigningKey,
        chain: [Certificate],
        policyOID: String = builtInPolicyOID
    ) throws(CryptographyError) {
        guard certificate.matches(key) else { throw CryptographyError(.keyMismatch, "time-stamp authority") }
        self.certificate = certificate
        self.key = key
        self.chain = chain
        self.policyOID = policyOID
    }

    /// Makes a token over a SHA-256 digest; it says the whole second that `now` lies in.
    package func token(overSHA256 imprint: Data, now: Date, nonce: Data? = nil) throws(CryptographyError) -> Data {
        guard imprint.count == 32 else { throw CryptographyError(.unsuitableDigest, "imprint") }
        ERR_clear_error()
        let request = try Self.request(over: imprint, nonce: nonce)
        guard let context = TS_RESP_CTX_new() else { throw .afterOpenSSL(.timestampFailed, "allocation") }
        defer { TS_RESP_CTX_free(context) }
        try configure(context)
        var second = now.wholeSeconds
        return try withUnsafeMutablePointer(to: &second) { second throws(CryptographyError) in
            TS_RESP_CTX_set_time_cb(context, { timeOfToken($1, $2, $3) }, second)
            let response = request.withBytes { bytes -> OpaquePointer? in
                guard let buffer = BIO_new_mem_buf(bytes, Int32(request.count)) else { return nil }
                defer { BIO_free(buffer) }
                return TS_RESP_create_response(context, buffer)
            }
            guard let response else { throw .afterOpenSSL(.timestampFailed, "response") }
            defer { TS_RESP_free(response) }
            // A refused request yields a response without a token.
            guard let token = TS_RESP_get_token(response), let der = encoded({ i2d_PKCS7(token, $0) }) else {
                throw .afterOpenSSL(.timestampFailed, "token")
            }
            return der
        }
    }

    private func configure(_ context: OpaquePointer) throws(CryptographyError) {
        guard let policy = OBJ_txt2obj(policyOID, 1) else { throw .afterOpenSSL(.timestampFailed, "policy") }
        defer { ASN1_OBJECT_free(policy) }
        TS_RESP_CTX_set_serial_cb(context, { _, _ in makeSerialNumber() }, nil)
        guard TS_RESP_CTX_set_signer_cert(context, certificate.handle.pointer) == 1,
            TS_RESP_CTX_set_signer_key(context, key.handle.pointer) == 1,
            CertificateStack.with(chain, { TS_RESP_CTX_set_certs(context, $0) }) == 1,
            TS_RESP_CTX_set_def_policy(context, policy) == 1,
            TS_RESP_CTX_add_md(context, EVP_sha256()) == 1,
            TS_RESP_CTX_set_signer_digest(context, EVP_sha256()) == 1,
            TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256()) == 1,
            TS_RESP_CTX_set_accuracy(context, 1, 0, 0) == 1
        else { throw .afterOpenSSL(.timestampFailed, "configuration") }
    }

    private static func request(over imprint: Data, nonce: Data?) throws(CryptographyError) -> Data {
        let request = TS_REQ_new()
        let message = TS_MSG_IMPRINT_new()
        let algorithm = X509_ALGOR_new()
        defer {
            TS_REQ_free(request)
            TS_MSG_IMPRINT_free(message)
            X509_ALGOR_free(algorithm)
        }
        guard let request, let message, let algorithm,
            X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1,
            TS_MSG_IMPRINT_set_algo(message, algorithm) == 1,
            imprint.withUnsafeBytes({ bytes in
                var copy = Array(bytes)
                return TS_MSG_IMPRINT_set_msg(message, &copy, Int32(copy.count))
            }) == 1,
            TS_REQ_set_version(request, 1) == 1, TS_REQ_set_msg_imprint(request, message) == 1,
            TS_REQ_set_cert_req(request, 1) == 1
        else { throw .afterOpenSSL(.timestampFailed, "request") }
        if let nonce {
            let number = integer(nonce)
            defer { ASN1_INTEGER_free(number) }
            guard number != nil, TS_REQ_set_nonce(request, number) == 1 else {
                throw .afterOpenSSL(.timestampFailed, "nonce")
            }
        }
        guard let der = encoded({ i2d_TS_REQ(request, $0) }) else { throw .afterOpenSSL(.timestampFailed, "request") }
        return der
    }
}

private func timeOfToken(
    _ context: UnsafeMutableRawPointer?,
    _ seconds: UnsafeMutablePointer<Int>?,
    _ microseconds: UnsafeMutablePointer<Int>?
) -> Int32 {
    guard let context, let seconds, let microseconds else { return 0 }
    seconds.pointee = context.load(as: time_t.self)
    microseconds.pointee = 0
    return 1
}

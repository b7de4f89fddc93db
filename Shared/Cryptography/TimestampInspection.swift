import COpenSSL
import Foundation

/// Checks a time-stamp token: its signature, what it is over, and its authority at the stamped time.
struct TimestampInspection {
    let judge: TrustJudge

    /// Returns nil for bytes that are no time-stamp token.
    func inspect(_ token: Data, imprint: Data) -> CMSFindings.Timestamp? {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let (parsed, leftOver) = token.decoded({ d2i_PKCS7(nil, $0, $1) }) else { return nil }
        defer { PKCS7_free(parsed) }
        guard leftOver == 0, let information = PKCS7_to_TS_TST_INFO(parsed) else { return nil }
        defer { TS_TST_INFO_free(information) }
        guard let time = Date(TS_TST_INFO_get_time(information)) else { return nil }
        let signerStack = PKCS7_get0_signers(parsed, nil, 0)
        // The list is ours, the certificates in it are the token's.
        defer { suiyue_certificates_free_stack(signerStack) }
        let signers = CertificateStack.read(signerStack)
        let valid = signers.count == 1 && isIntact(parsed, imprint: imprint)
        return CMSFindings.Timestamp(
            time: time,
            valid: valid,
            trusted: valid && isTrusted(parsed, signer: signers.first, at: time),
            authorityName: signers.first?.subjectCommonName
        )
    }

    /// Tells whether the token is signed by the certificate it encloses and is over the imprint.
    private func isIntact(_ token: UnsafeMutablePointer<PKCS7>, imprint: Data) -> Bool {
        // Who the signer is comes later: this call is told not to build a chain.
        guard PKCS7_verify(token, nil, nil, nil, nil, PKCS7_NOVERIFY) == 1 else { return false }
        return verify(token, imprint: imprint, flags: TS_VFY_VERSION | TS_VFY_IMPRINT, store: nil)
    }

    /// Tells whether the authority's chain, its sole purpose and its signing-certificate attribute hold at the time.
    private func isTrusted(_ token: UnsafeMutablePointer<PKCS7>, signer: Certificate?, at time: Date) -> Bool {
        guard let signer, let store = judge.makeStore(at: time) else { return false }
        guard verify(token, imprint: nil, flags: TS_VFY_VERSION | TS_VFY_SIGNATURE, store: store) else { return false }
        let enclosed = CertificateStack.read(suiyue_token_certificates(token))
        let (verdict, chain) = judge.judge(signer, with: enclosed, at: time)
        guard verdict == .trusted else { return false }
        return switch judge.revocation(of: chain, at: time) {
        case .notChecked, .good: true
        case .unknown, .revoked: false
        }
    }

    /// Runs OpenSSL's token check; takes over the store.
    private func verify(
        _ token: UnsafeMutablePointer<PKCS7>,
        imprint: Data?,
        flags: UInt32,
        store: OpaquePointer?
    ) -> Bool {
        guard let context = TS_VERIFY_CTX_new() else {
            X509_STORE_free(store)
            return false
        }
        // Frees the store and the imprint's copy too.
        defer { TS_VERIFY_CTX_free(context) }
        TS_VERIFY_CTX_set_flags(context, Int32(bitPattern: flags))
        TS_VERIFY_CTX_set_store(context, store)
        if let imprint {
            guard let copy = imprint.withBytes({ suiyue_copy($0, imprint.count) }) else { return false }
            TS_VERIFY_CTX_set_imprint(context, copy.assumingMemoryBound(to: UInt8.self), imprint.count)
        }
        return TS_RESP_verify_token(context, token) == 1
    }
}

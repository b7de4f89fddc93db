import COpenSSL
import Foundation

/// Judges certificates by trusted roots and revocation lists at a given time.
struct TrustJudge {
    enum Verdict: Equatable {
        case trusted
        case untrusted
        case outsideValidity
    }

    let trustedRoots: [Certificate]
    private let revocationLists: [RevocationList]
    private let wereListsGiven: Bool

    init(trustedRoots: [Certificate], revocationLists: [Data]) {
        self.trustedRoots = trustedRoots
        self.revocationLists = revocationLists.compactMap(RevocationList.init)
        // An unreadable list still asks for a check: it must not turn the check off.
        wereListsGiven = !revocationLists.isEmpty
    }

    /// Builds a chain to a trusted root; the answer's chain starts with the certificate and ends with the root.
    func judge(
        _ certificate: Certificate,
        with others: [Certificate],
        at time: Date
    ) -> (verdict: Verdict, chain: [Certificate]) {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let store = makeStore(at: time) else { return (.untrusted, []) }
        defer { X509_STORE_free(store) }
        guard let context = X509_STORE_CTX_new() else { return (.untrusted, []) }
        defer { X509_STORE_CTX_free(context) }
        let isTrusted = CertificateStack.with(others) { untrusted in
            X509_STORE_CTX_init(context, store, certificate.handle.pointer, untrusted) == 1
                && X509_verify_cert(context) == 1
        }
        guard isTrusted else {
            let error = X509_STORE_CTX_get_error(context)
            let isTime = error == X509_V_ERR_CERT_NOT_YET_VALID || error == X509_V_ERR_CERT_HAS_EXPIRED
            return (isTime ? .outsideValidity : .untrusted, [])
        }
        return (.trusted, CertificateStack.consume(X509_STORE_CTX_get1_chain(context)))
    }

    /// What the lists say about the first certificate of a chain that `judge` built, and whether an issuer was revoked.
    ///
    /// The lists' own validity is not compared with the time: a list made after the signing knows more, not less.
    func revocation(of chain: [Certificate], at time: Date) -> CMSFindings.Revocation {
        guard wereListsGiven else { return .notChecked }
        var answers: [CMSFindings.Revocation] = []
        for (certificate, issuer) in zip(chain, chain.dropFirst()) {
            answers.append(revocation(of: certificate, issuer: issuer, at: time))
        }
        let revoked = answers.first { if case .revoked = $0 { true } else { false } }
        return revoked ?? answers.first ?? .unknown
    }

    /// Makes OpenSSL's store of the trusted roots; the caller frees it.
    func makeStore(at time: Date) -> OpaquePointer? {
        guard let store = X509_STORE_new() else { return nil }
        for root in trustedRoots { X509_STORE_add_cert(store, root.handle.pointer) }
        let parameters = X509_STORE_get0_param(store)
        X509_VERIFY_PARAM_set_time(parameters, time.wholeSeconds)
        // Level 2 refuses keys and digests of less than 112 bits of strength.
        X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        return store
    }

    private func revocation(of certificate: Certificate, issuer: Certificate, at time: Date) -> CMSFindings.Revocation {
        var newest: Date?
        var revokedAt: Date?
        for list in revocationLists {
            switch list.answer(about: certificate, issuer: issuer) {
            case .silent:
                continue
            case .good:
                newest = max(newest ?? .distantPast, list.issuedAt)
            case .revoked(let date):
                newest = max(newest ?? .distantPast, list.issuedAt)
                revokedAt = min(revokedAt ?? .distantFuture, date)
            }
        }
        if let revokedAt, revokedAt <= time { return .revoked(at: revokedAt) }
        return newest.map { .good(asOf: $0) } ?? .unknown
    }
}

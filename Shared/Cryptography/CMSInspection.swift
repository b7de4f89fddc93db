import COpenSSL
package import Foundation

extension DetachedCMS {
    /// Checks a detached signature in every respect; it never throws, the findings name each problem.
    ///
    /// The signer is judged at the time of a trusted time-stamp, else at `now`. When revocation lists are given, the
    /// signer's and the time-stamper's issuer must each have one among them. Zero bytes after the CMS are padding.
    package static func inspect(
        _ cms: Data,
        documentDigest: Data,
        trustedRoots: [Certificate],
        revocationLists: [Data] = [],
        now: Date = Date()
    ) -> CMSFindings {
        ERR_clear_error()
        defer { ERR_clear_error() }
        var findings = CMSFindings(judgedAt: now)
        guard let (content, leftOver) = cms.decoded({ d2i_CMS_ContentInfo(nil, $0, $1) }) else {
            findings.problems.insert(.malformed)
            return findings
        }
        defer { CMS_ContentInfo_free(content) }
        guard cms.suffix(leftOver).allSatisfy({ $0 == 0 }), let signer = onlySigner(of: content) else {
            findings.problems.insert(.malformed)
            return findings
        }
        let inspection = CMSInspection(
            signer: signer,
            certificates: CertificateStack.consume(CMS_get1_certs(content)),
            judge: TrustJudge(trustedRoots: trustedRoots, revocationLists: revocationLists)
        )
        inspection.fill(&findings, documentDigest: documentDigest)
        return findings
    }

    /// The one signer of a detached SignedData; nil for any other structure.
    private static func onlySigner(of content: OpaquePointer) -> OpaquePointer? {
        guard OBJ_obj2nid(CMS_get0_type(content)) == NID_pkcs7_signed, CMS_is_detached(content) == 1,
            OBJ_obj2nid(CMS_get0_eContentType(content)) == NID_pkcs7_data
        else { return nil }
        let signers = CMS_get0_SignerInfos(content)
        return suiyue_signers_count(signers) == 1 ? suiyue_signers_at(signers, 0) : nil
    }
}

/// The steps of checking one signer.
private struct CMSInspection {
    let signer: OpaquePointer
    let certificates: [Certificate]
    let judge: TrustJudge

    func fill(_ findings: inout CMSFindings, documentDigest: Data) {
        checkAttributes(&findings, documentDigest: documentDigest)
        checkTimestamp(&findings)
        guard let certificate = certificates.first(where: { CMS_SignerInfo_cert_cmp(signer, $0.handle.pointer) == 0 })
        else {
            findings.problems.insert(.signerCertificateMissing)
            return
        }
        findings.certificate = certificate
        findings.signerName = certificate.subjectCommonName
        let chain = checkChain(of: certificate, &findings)
        checkSignature(by: certificate, chain: chain, &findings)
    }

    private func checkAttributes(_ findings: inout CMSFindings, documentDigest: Data) {
        var digestAlgorithm: UnsafeMutablePointer<X509_ALGOR>?
        CMS_SignerInfo_get0_algs(signer, nil, nil, &digestAlgorithm, nil)
        var object: OpaquePointer?
        X509_ALGOR_get0(&object, nil, nil, digestAlgorithm)
        guard OBJ_obj2nid(object) == NID_sha256 else {
            findings.problems.insert(.unsupportedAlgorithm)
            return
        }
        let stated = CMSAttributes.signedValue(NID_pkcs9_messageDigest, type: V_ASN1_OCTET_STRING, of: signer)
        findings.digestMatches = stated.map { constantTimeEqual($0, documentDigest) } ?? false
        if !findings.digestMatches { findings.problems.insert(.digestMismatch) }
    }

    private func checkTimestamp(_ findings: inout CMSFindings) {
        let name = NID_id_smime_aa_timeStampToken
        let tokens = CMSAttributes.unsignedValues(name, type: V_ASN1_SEQUENCE, of: signer)
        guard let token = tokens.first else {
            findings.problems.insert(.timestampMissing)
            return
        }
        guard tokens.count == 1, let token, let value = CMS_SignerInfo_get0_signature(signer),
            let found = TimestampInspection(judge: judge).inspect(token, imprint: Digest.sha256(Data(value)))
        else {
            findings.problems.insert(.timestampInvalid)
            return
        }
        findings.timestamp = found
        if !found.valid { findings.problems.insert(.timestampInvalid) }
        if !found.trusted { findings.problems.insert(.timestampUntrusted) }
        if found.trusted { findings.judgedAt = found.time }
    }

    private func checkChain(of certificate: Certificate, _ findings: inout CMSFindings) -> [Certificate] {
        let (verdict, chain) = judge.judge(certificate, with: certificates, at: findings.judgedAt)
        switch verdict {
        case .trusted: break
        case .untrusted: findings.problems.insert(.chainUntrusted)
        case .outsideValidity: findings.problems.insert(.outsideValidity)
        }
        if !certificate.permitsDocumentSigning { findings.problems.insert(.keyUsageUnsuitable) }
        if verdict == .trusted { findings.revocation = judge.revocation(of: chain, at: findings.judgedAt) }
        switch findings.revocation {
        case .notChecked, .good: break
        case .unknown: findings.problems.insert(.revocationUnknown)
        case .revoked: findings.problems.insert(.revoked)
        }
        findings.chainTrusted = findings.problems.isDisjoint(with: [
            .chainUntrusted, .outsideValidity, .keyUsageUnsuitable, .revocationUnknown, .revoked,
        ])
        return chain.isEmpty ? [certificate] : chain
    }

    private func checkSignature(by certificate: Certificate, chain: [Certificate], _ findings: inout CMSFindings) {
        CMS_SignerInfo_set1_signer_cert(signer, certificate.handle.pointer)
        // This call covers the signed attributes only; without any it would have nothing to check.
        let isSigned =
            CMS_signed_get_attr_count(signer) > 0 && CMS_SignerInfo_verify(signer) == 1 && statesItsContentType
        if !isSigned { findings.problems.insert(.signatureInvalid) }
        let isBound = isBound(to: certificate, chain: chain)
        if !isBound { findings.problems.insert(.certificateNotBound) }
        findings.signatureValid = isSigned && isBound && !findings.problems.contains(.unsupportedAlgorithm)
    }

    /// Tells whether the signing-certificate-v2 attribute names this certificate, so that no other can take its place.
    private func isBound(to certificate: Certificate, chain: [Certificate]) -> Bool {
        let name = NID_id_smime_aa_signingCertificateV2
        guard let value = CMSAttributes.signedValue(name, type: V_ASN1_SEQUENCE, of: signer),
            let (stated, leftOver) = value.decoded({ d2i_ESS_SIGNING_CERT_V2(nil, $0, $1) })
        else { return false }
        defer { ESS_SIGNING_CERT_V2_free(stated) }
        guard leftOver == 0 else { return false }
        return CertificateStack.with(chain) { OSSL_ESS_check_signing_certs(nil, stated, $0, 1) } == 1
    }

    private var statesItsContentType: Bool {
        let position = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_contentType, -1)
        guard position >= 0, CMS_signed_get_attr_by_NID(signer, NID_pkcs9_contentType, position) < 0,
            let attribute = CMS_signed_get_attr(signer, position), X509_ATTRIBUTE_count(attribute) == 1,
            let type = X509_ATTRIBUTE_get0_data(attribute, 0, V_ASN1_OBJECT, nil)
        else { return false }
        return OBJ_obj2nid(OpaquePointer(type)) == NID_pkcs7_data
    }
}

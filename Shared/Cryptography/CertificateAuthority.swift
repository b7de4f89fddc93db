package import Foundation

/// The built-in certificate authority: issues signers' and time-stampers' certificates and lists the revoked ones.
package struct CertificateAuthority: Sendable {
    package let certificate: Certificate
    let key: SigningKey
    /// The address of the revocation list that issued certificates point to.
    package let revocationListURL: String?

    private init(certificate: Certificate, key: SigningKey, revocationListURL: String?) throws(CryptographyError) {
        self.certificate = certificate
        self.key = key
        self.revocationListURL = revocationListURL
        // The address goes into OpenSSL's textual extension form, where these characters separate values.
        let separators = Set(",;#\"'\\")
        let isPlain = revocationListURL?.allSatisfy { $0.isASCII && !$0.isWhitespace && !separators.contains($0) }
        guard isPlain != false else { throw CryptographyError(.issuingFailed, "revocation list address") }
    }

    /// Makes a new self-signed authority with a fresh key.
    package static func makeRoot(
        commonName: String,
        organization: String,
        now: Date,
        validFor years: Int = 30,
        revocationListURL: String? = nil
    ) throws(CryptographyError) -> CertificateAuthority {
        let key = try SigningKey.makeP256()
        let notAfter = now.addingTimeInterval(TimeInterval(years) * 365.25 * 86_400)
        let draft = try CertificateDraft(key: key, notBefore: now, notAfter: notAfter)
        try draft.setSubject(commonName: commonName, organization: organization)
        try draft.setIssuer(nil)
        let extensions: [(Int32, String)] = [
            (ExtensionName.basicConstraints, "critical,CA:TRUE,pathlen:0"),
            (ExtensionName.keyUsage, "critical,keyCertSign,cRLSign"),
            (ExtensionName.subjectKeyIdentifier, "hash"),
        ]
        try draft.add(extensions, issuer: nil)
        let certificate = try draft.signed(by: key)
        return try CertificateAuthority(certificate: certificate, key: key, revocationListURL: revocationListURL)
    }

    /// Takes a stored authority; the key must belong to the certificate.
    package init(
        certificatePEM: String,
        keyPEM: String,
        password: String? = nil,
        revocationListURL: String? = nil
    ) throws(CryptographyError) {
        let certificate = try Certificate(pem: certificatePEM)
        let key = try SigningKey(pem: keyPEM, password: password)
        guard certificate.matches(key) else { throw CryptographyError(.keyMismatch, "authority") }
        guard certificate.isAuthority else { throw CryptographyError(.malformedCertificate, "not an authority") }
        try self.init(certificate: certificate, key: key, revocationListURL: revocationListURL)
    }

    /// The certificate and the key in PEM, the key encrypted when a password is given.
    package func pemForStorage(password: String? = nil) throws(CryptographyError) -> (certificate: String, key: String)
    {
        (certificate.pem, try key.pem(password: password))
    }

    /// Makes a one-time key and its certificate for one signer; the validity ends with the authority's at the latest.
    package func issueSigner(
        _ request: SignerCertificateRequest,
        now: Date
    ) throws(CryptographyError) -> (SigningKey, Certificate) {
        guard request.evidenceDigest.count == 32 else { throw CryptographyError(.unsuitableDigest, "evidence") }
        let key = try SigningKey.makeP256()
        let draft = try draft(for: key, now: now, notAfter: request.notAfter)
        try draft.setSubject(
            commonName: request.commonName,
            organization: request.organization,
            serialNumberAttribute: request.serialNumberAttribute
        )
        try finish(draft, keyUsage: "critical,digitalSignature,nonRepudiation")
        try draft.addEvidence(request.evidenceDigest)
        return (key, try draft.signed(by: self.key))
    }

    /// Makes a key and a certificate that may do nothing but issue time-stamps.
    package func issueTimestamper(
        commonName: String,
        organization: String,
        now: Date,
        notAfter: Date
    ) throws(CryptographyError) -> (SigningKey, Certificate) {
        let key = try SigningKey.makeP256()
        let draft = try draft(for: key, now: now, notAfter: notAfter)
        try draft.setSubject(commonName: commonName, organization: organization)
        try finish(draft, keyUsage: "critical,digitalSignature", extendedKeyUsage: "critical,timeStamping")
        return (key, try draft.signed(by: self.key))
    }

    private func draft(for key: SigningKey, now: Date, notAfter: Date) throws(CryptographyError) -> CertificateDraft {
        let draft = try CertificateDraft(key: key, notBefore: now, notAfter: min(notAfter, certificate.notAfter))
        try draft.setIssuer(certificate)
        return draft
    }

    private func finish(
        _ draft: CertificateDraft,
        keyUsage: String,
        extendedKeyUsage: String? = nil
    ) throws(CryptographyError) {
        var extensions: [(Int32, String)] = [
            (ExtensionName.basicConstraints, "critical,CA:FALSE"),
            (ExtensionName.keyUsage, keyUsage),
            (ExtensionName.subjectKeyIdentifier, "hash"),
            (ExtensionName.authorityKeyIdentifier, "keyid:always"),
        ]
        if let extendedKeyUsage { extensions.append((ExtensionName.extendedKeyUsage, extendedKeyUsage)) }
        if let revocationListURL {
            extensions.append((ExtensionName.revocationListAddress, "URI:\(revocationListURL)"))
        }
        try draft.add(extensions, issuer: certificate)
    }
}

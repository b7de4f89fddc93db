import COpenSSL

/// OpenSSL's numbers of the certificate extensions this module writes.
enum ExtensionName {
    static let basicConstraints = NID_basic_constraints
    static let keyUsage = NID_key_usage
    static let extendedKeyUsage = NID_ext_key_usage
    static let subjectKeyIdentifier = NID_subject_key_identifier
    static let authorityKeyIdentifier = NID_authority_key_identifier
    static let revocationListAddress = NID_crl_distribution_points
}

/// The agreements that people consent to.
package enum Agreements {
    /// The version in force; it is recorded with every consent and shown on every agreement.
    package static let version = "2026-11"
    package static let effectiveFrom = "2026-11-01"
    /// What everybody consents to before an account is used.
    package static let required = ["platform", "certificate", "privacy"]
    /// What a person consents to before proving who they are.
    package static let verification = "verification"
}

import Messages

/// The agreements that everybody consents to, with the version in force.
enum Agreements {
    static let version = "2026-11"
    static let required = ["platform", "certificate", "privacy"]
    /// The agreement to which a person consents before proving who they are.
    static let verification = "verification"

    /// Notes a problem when one of the agreements was not ticked.
    static func check(_ ticked: [String], into problems: inout FieldProblems) {
        if !Set(required).isSubset(of: ticked) { problems.add("agreements", "identity.agreements-required") }
    }
}

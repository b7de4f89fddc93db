import Messages

extension Agreements {
    /// Notes a problem when one of the agreements was not ticked.
    static func check(_ ticked: [String], into problems: inout FieldProblems) {
        if !Set(required).isSubset(of: ticked) { problems.add("agreements", "identity.agreements-required") }
    }
}

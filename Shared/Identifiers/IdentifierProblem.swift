/// Why a text is not the identifier it claims to be; it never carries the text itself.
package struct IdentifierProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: String, Sendable {
        case length
        case characters
        case region
        case date
        case checkDigit = "check-digit"
    }

    package let reason: Reason

    package init(_ reason: Reason) {
        self.reason = reason
    }

    package var description: String {
        "invalid identifier: \(reason.rawValue)"
    }
}

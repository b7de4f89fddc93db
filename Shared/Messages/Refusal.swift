package import Foundation
import Identifiers

/// A reasoned "no": the code is stable and for programs, the words for people are chosen by the Gateway.
package struct Refusal: Error, Codable, Sendable, Equatable {
    package var code: String
    package var kind: RefusalKind
    /// What is wrong with each input field, by stable code.
    package var fields: [String: String]
    /// Values that the wording needs, such as a limit; never personal data.
    package var parameters: [String: String]
    /// The earliest time at which the same request can succeed.
    package var retryAt: Date?

    package init(
        _ code: String,
        _ kind: RefusalKind,
        fields: [String: String] = [:],
        parameters: [String: String] = [:],
        retryAt: Date? = nil
    ) {
        self.code = code
        self.kind = kind
        self.fields = fields
        self.parameters = parameters
        self.retryAt = retryAt
    }

    /// Refuses input because of the named fields.
    package static func invalid(_ code: String, fields: [String: String], parameters: [String: String] = [:]) -> Refusal
    {
        Refusal(code, .invalid, fields: fields, parameters: parameters)
    }

    /// Answers alike for what is absent and for what belongs to somebody else.
    package static func notFound(_ code: String) -> Refusal {
        Refusal(code, .notFound)
    }
}

package enum RefusalKind: String, Word {
    case malformed
    case invalid
    case unauthorized
    case forbidden
    case notFound
    case conflict
    case tooMany
    case tooLarge
    case unsupported
    case unavailable
}

/// Collects what is wrong with a form, so that every field hears of it at once.
package struct FieldProblems: Sendable {
    package private(set) var fields: [String: String] = [:]

    package init() {}

    package mutating func add(_ field: String, _ code: String) {
        if fields[field] == nil { fields[field] = code }
    }

    /// Refuses when any field was found wrong.
    package func check(_ code: String) throws(Refusal) {
        guard fields.isEmpty else { throw Refusal.invalid(code, fields: fields) }
    }
}

/// A refusal whose changes stay: a wrong code must count even though the answer is "no".
package struct RefusalKeepingChanges: Error, Sendable {
    package let refusal: Refusal

    package init(_ refusal: Refusal) {
        self.refusal = refusal
    }
}

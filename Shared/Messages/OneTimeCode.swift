package import Cryptography
package import Foundation

/// A one-time code as a service keeps it: only its digest, never the code.
package struct OneTimeCode: Sendable {
    package static let digits = 6
    package static let lifetime: TimeInterval = 5 * 60
    package static let triesAllowed = 5
    package static let resendAfter: TimeInterval = 60

    package var id: UUID
    package var digest: Data
    package var wrongTries: Int
    package var expiresAt: Date

    /// Says whether the code of `digest` is this one, and refuses one that is too old or was tried too often.
    package func judge(_ given: Data, now: Date, equal: (Data, Data) -> Bool) throws(Refusal) -> Bool {
        guard wrongTries < Self.triesAllowed else { throw Self.refusal("code.burnt") }
        guard now < expiresAt else { throw Self.refusal("code.expired") }
        return equal(digest, given)
    }

    /// What somebody typed in as a code, or a refusal named `input` when it cannot be one.
    package static func typed(_ sealed: SealedText, keys: SealingKeys, input: String) throws -> String {
        let text = try keys.open(sealed, context: SealContext.code).trimmingCharacters(in: .whitespaces)
        var problems = FieldProblems()
        check(text, into: &problems)
        try problems.check(input)
        return text
    }

    /// Refuses unless `given` is the digest of this code; a wrong one is counted even though the answer is "no".
    package func redeem(_ given: Data, now: Date, countWrongTry: () async throws -> Void) async throws {
        guard try judge(given, now: now, equal: constantTimeEqual) else {
            try await countWrongTry()
            throw RefusalKeepingChanges(Self.refusal("code.wrong"))
        }
    }

    /// Refuses because of the code that was typed in.
    package static func refusal(_ code: String) -> Refusal {
        Refusal.invalid(code, fields: ["code": code])
    }

    /// Notes a code that cannot be one.
    package static func check(_ text: String, into problems: inout FieldProblems) {
        if text.isEmpty {
            problems.add("code", "code.required")
        } else if text.count != digits || !text.allSatisfy({ $0.isASCII && $0.isNumber }) {
            problems.add("code", "code.malformed")
        }
    }
}

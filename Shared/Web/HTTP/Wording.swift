package import Foundation
package import Messages

/// The sentences that people read, by the stable codes that they stand for.
package struct Wording: Sendable {
    /// What is said of a code that has no sentence.
    package static let unknown = "操作没有完成，请稍后再试。"

    private let sentences: [String: String]

    /// Joins tables of sentences; a code stands in one of them only.
    package init(_ tables: [[String: String]]) {
        sentences = tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
    }

    /// What a refusal means and what to do, with its values and times filled in.
    package func sentence(for refusal: Refusal, now: Date) -> String {
        var values = refusal.parameters
        if let retryAt = refusal.retryAt {
            values["time"] = Shown.moment(retryAt, now: now)
            values["wait"] = Shown.span(retryAt.timeIntervalSince(now))
        }
        return sentence(refusal.code, values)
    }

    /// The same sentence stands in the summary and beside the field.
    package func fields(of refusal: Refusal) -> [String: String] {
        refusal.fields.mapValues { sentence($0, refusal.parameters) }
    }

    /// The words of a code that comes alone, such as the reason of a failed verification.
    package func sentence(_ code: String, _ values: [String: String] = [:]) -> String {
        guard var text = sentences[code] else { return Self.unknown }
        for (name, value) in values { text = text.replacingOccurrences(of: "{\(name)}", with: value) }
        // A time that nobody gave must not leave a hole in the sentence.
        return text.replacingOccurrences(of: "{wait}", with: "一段时间").replacingOccurrences(of: "{time}", with: "稍后")
    }

    /// Whether a code has a sentence.
    package func knows(_ code: String) -> Bool {
        sentences[code] != nil
    }
}

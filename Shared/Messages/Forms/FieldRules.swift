import Foundation
import Identifiers

/// What is the same for every field of one kind: check, control, description, what is kept, shown and masked.
package struct FieldRules: Sendable {
    /// How a page asks for a value.
    package enum Control: Sendable {
        /// One line; `mode` is the keyboard, `longest` what the box takes at most.
        case line(
            type: String = "text",
            mode: String? = nil,
            longest: Int? = nil,
            isNumeric: Bool = false,
            isUpper: Bool = false
        )
        case lines
        case options
        case tick
        case file
        case none
    }

    /// How the JSON interface describes a value.
    package struct Schema: Sendable {
        package var type: String = "string"
        package var format: String?
        package var pattern: String?
        /// The pattern of an answer, where others than the owner of a value are shown it masked.
        package var told: String?
        package var encoding: String?
        package var longest: Int?
        package var example: String
    }

    /// The stable code of what is wrong with a trimmed value that is not empty.
    let problem: @Sendable (String, FormField, Date) -> String?
    package let control: Control
    package let schema: Schema
    /// A typed value as it is kept.
    package var kept: @Sendable (String) -> String = { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    /// A kept value as its owner reads it.
    var shown: @Sendable (String) -> String = { $0 }
    /// The same for others.
    package var masked: @Sendable (String) -> String = { $0 }
}

extension FieldRules {
    static let text = FieldRules(
        problem: { text, field, _ in textProblem(text, field, upTo: 200, lines: false) },
        control: .line(),
        schema: Schema(longest: 200, example: "示例")
    )

    static let multiline = FieldRules(
        problem: { text, field, _ in textProblem(text, field, upTo: 2_000, lines: true) },
        control: .lines,
        schema: Schema(longest: 2_000, example: "示例")
    )

    static let number = FieldRules(
        problem: { text, field, _ in
            guard text.wholeMatch(of: #/-?[0-9]{1,15}(\.[0-9]{1,6})?/#) != nil, let value = Double(text) else {
                return "field.not-a-number"
            }
            if field.whole == true, text.contains(".") { return "field.not-whole" }
            let isInside = value >= field.least ?? -.infinity && value <= field.most ?? .infinity
            return isInside ? nil : "field.out-of-range"
        },
        control: .line(mode: "numeric"),
        schema: Schema(pattern: #"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"#, example: "15")
    )

    static let money = FieldRules(
        problem: { text, _, _ in text.wholeMatch(of: #/[0-9]{1,12}(\.[0-9]{1,2})?/#) == nil ? "field.not-money" : nil },
        control: .line(mode: "decimal"),
        schema: Schema(pattern: #"^[0-9]{1,12}(\.[0-9]{1,2})?$"#, example: "6500.00"),
        shown: { "\($0) 元" },
        masked: { "\($0) 元" }
    )

    static let date = FieldRules(
        problem: { text, _, _ in ChinaTime.beginning(ofDay: text) == nil ? "field.not-a-date" : nil },
        control: .line(type: "date"),
        schema: Schema(format: "date", example: "2027-01-01")
    )

    static let choice = FieldRules(
        problem: { text, field, _ in
            field.options?.contains { $0.value == text } == true ? nil : "field.not-a-choice"
        },
        control: .options,
        schema: Schema(example: "")
    )

    static let boolean = FieldRules(
        problem: { text, _, _ in text == "true" || text == "false" ? nil : "field.not-a-boolean" },
        control: .tick,
        schema: Schema(type: "boolean", example: ""),
        shown: { $0 == "true" ? "是" : "否" },
        masked: { $0 == "true" ? "是" : "否" }
    )

    static let phone = FieldRules(
        problem: { text, _, _ in MobileNumber(digits(of: text)) == nil ? "field.not-a-phone" : nil },
        control: .line(type: "tel", mode: "numeric", longest: 13, isNumeric: true),
        schema: Schema(pattern: "^[0-9 +-]{11,20}$", told: "^1[0-9*]{10}$", example: "13800000001"),
        kept: { MobileNumber(digits(of: $0))?.digits ?? $0 },
        masked: Masks.phone
    )

    static let idNumber = FieldRules(
        problem: { text, _, today in
            do throws(IdentifierProblem) {
                _ = try ResidentID(parsing: text, today: today)
                return nil
            } catch {
                return error.reason == .checkDigit ? "field.id-number-check-digit" : "field.not-an-id-number"
            }
        },
        control: .line(longest: 18, isNumeric: true, isUpper: true),
        schema: Schema(
            pattern: "^[1-9][0-9]{16}[0-9Xx]$",
            told: "^[1-9][0-9*]{16}[0-9X]$",
            example: "11010519491231002X"
        ),
        kept: { $0.trimmingCharacters(in: .whitespacesAndNewlines).uppercased() },
        masked: Masks.idNumber
    )

    /// A value is the reference of an object in the store, as text; whoever takes the file in puts it there.
    static let file = FieldRules(
        problem: { text, field, _ in
            guard let file = ObjectReference(text: text) else { return "field.not-a-file" }
            return field.problem(ofBytes: file.size)
        },
        control: .file,
        schema: Schema(encoding: "base64", example: "JVBERi0xLjcK"),
        shown: { _ in "已上传" },
        masked: { _ in "已上传" }
    )

    /// Of a kind that has no value of its own.
    static let untyped = FieldRules(
        problem: { _, _, _ in "field.unknown" },
        control: .none,
        schema: Schema(example: "")
    )

    private static func textProblem(_ text: String, _ field: FormField, upTo most: Int, lines: Bool) -> String? {
        if text.count > field.longest ?? most { return "field.too-long" }
        if text.count < field.shortest ?? 0 { return "field.too-short" }
        return FieldCheck.isPrintable(text, lines: lines) ? nil : "field.characters"
    }

    /// Numbers are typed in groups.
    private static func digits(of text: String) -> String {
        text.filter { !$0.isWhitespace && $0 != "-" }
    }
}

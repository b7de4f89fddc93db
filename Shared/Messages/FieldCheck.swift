package import Foundation
import Identifiers

/// Checks the values of fields by their kinds, wherever they are filled in.
package enum FieldCheck {
    static let longestLine = 200
    static let longestText = 2000

    /// Notes what is wrong with each value; `prefix` goes before each field's name in the problems.
    package static func check(
        _ values: [String: String],
        of fields: [FieldView],
        prefix: String = "",
        today: Date,
        into problems: inout FieldProblems
    ) {
        let known = Set(fields.map(\.key))
        for key in values.keys.sorted() where !known.contains(key) {
            problems.add(prefix + key, "field.unknown")
        }
        for field in fields {
            let value = (values[field.key] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            if value.isEmpty {
                if field.required { problems.add(prefix + field.key, "field.required") }
            } else if let code = problem(of: value, for: field, today: today) {
                problems.add(prefix + field.key, code)
            }
        }
    }

    /// Whether a text holds only what can be stored and shown; line breaks and tabs where several lines may stand.
    package static func isPrintable(_ text: String, lines: Bool = false) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: lines
            case 0..<0x20, 0x7F: false
            default: true
            }
        }
    }

    /// A day of the Gregorian calendar written as YYYY-MM-DD.
    package static func day(_ text: String?) -> Date? {
        guard let match = text?.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(calendar: calendar, year: year, month: month, day: day)
        return parts.isValidDate(in: calendar) ? calendar.date(from: parts) : nil
    }

    private static func problem(of value: String, for field: FieldView, today: Date) -> String? {
        switch field.kind {
        case "text": textProblem(of: value, limit: longestLine, lines: false)
        case "multiline": textProblem(of: value, limit: longestText, lines: true)
        case "number": value.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,6})?/) == nil ? "field.not-a-number" : nil
        case "money": value.wholeMatch(of: /[0-9]{1,12}(\.[0-9]{1,2})?/) == nil ? "field.not-money" : nil
        case "date": day(value) == nil ? "field.not-a-date" : nil
        case "choice": field.options?.contains { $0.value == value } == true ? nil : "field.not-a-choice"
        case "boolean": value == "true" || value == "false" ? nil : "field.not-a-boolean"
        case "phone": MobileNumber(value) == nil ? "field.not-a-phone" : nil
        case "id-number": (try? ResidentID(parsing: value, today: today)) == nil ? "field.not-an-id-number" : nil
        default: "field.unknown"
        }
    }

    private static func textProblem(of value: String, limit: Int, lines: Bool) -> String? {
        if value.count > limit { return "field.too-long" }
        return isPrintable(value, lines: lines) ? nil : "field.characters"
    }
}

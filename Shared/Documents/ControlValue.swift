import Foundation
import Identifiers

/// How a control's value, which travels as plain text, reads in a document.
enum ControlValue {
    /// Longest value in characters.
    static let longest = 2000

    /// The text to set; throws `.valueInvalid` when the value does not fit its kind.
    static func display(
        _ raw: String,
        kind: ControlKind,
        options: [ControlOption]?,
        key: String
    ) throws(DocumentProblem) -> String {
        guard raw.count <= longest else { throw DocumentProblem(.valueTooLong, fields: [key]) }
        let value = raw.replacing("\r\n", with: "\n")
        let invalid = DocumentProblem(.valueInvalid, fields: [key])
        for scalar in value.unicodeScalars {
            let isBreak = scalar == "\n" && (kind == .multiline || kind == .text)
            guard isBreak || !isForbidden(scalar) else { throw invalid }
        }
        switch kind {
        case .money:
            guard let text = groupedMoney(value) else { throw invalid }
            return text
        case .number:
            guard value.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,6})?/) != nil else { throw invalid }
            return value
        case .date, .signDate:
            guard let text = chineseDate(value) else { throw invalid }
            return text
        case .choice:
            guard let option = options?.first(where: { $0.value == value }) else { throw invalid }
            return option.label
        case .boolean:
            guard value == "true" || value == "false" else { throw invalid }
            return value == "true" ? "是" : "否"
        case .text, .multiline, .phone, .idNumber, .signature, .seal, .crossPageSeal: return value
        }
    }

    /// Controls, line and direction marks could make a contract read differently from what its bytes say.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        case .format: true
        default: scalar == "\u{FFFC}"
        }
    }

    /// A date of the Gregorian calendar as 2026年3月1日.
    private static func chineseDate(_ value: String) -> String? {
        guard let match = value.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(year: year, month: month, day: day)
        guard parts.isValidDate(in: calendar) else { return nil }
        return "\(year)年\(month)月\(day)日"
    }

    /// The date of an instant as people in China write it.
    static func chineseDate(of instant: Date) -> String {
        let parts = ChinaTime.calendar.dateComponents([.year, .month, .day], from: instant)
        return "\(parts.year ?? 0)年\(parts.month ?? 0)月\(parts.day ?? 0)日"
    }

    /// 6500.5 as 6,500.50.
    private static func groupedMoney(_ value: String) -> String? {
        guard let match = value.wholeMatch(of: /([0-9]{1,12})(?:\.([0-9]{1,2}))?/) else { return nil }
        let yuan = String(match.1.drop { $0 == "0" })
        var grouped = ""
        for (index, digit) in (yuan.isEmpty ? "0" : yuan).reversed().enumerated() {
            if index > 0, index % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        let cents = (String(match.2 ?? "") + "00").prefix(2)
        return String(grouped.reversed()) + "." + cents
    }
}

/// Amounts in the capitals banks and contracts use: 6500.50 as 陆仟伍佰元伍角.
enum CapitalAmount {
    private static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]

    /// Nil unless `value` is an amount of yuan with at most twelve digits before and two after the point.
    static func text(_ value: String) -> String? {
        guard let match = value.wholeMatch(of: /([0-9]{1,12})(?:\.([0-9]{1,2}))?/), let yuan = Int(match.1) else {
            return nil
        }
        let cents = Int((String(match.2 ?? "") + "00").prefix(2)) ?? 0
        if yuan == 0, cents == 0 { return "零元整" }
        var text = yuan > 0 ? whole(yuan) + "元" : ""
        let (jiao, fen) = cents.quotientAndRemainder(dividingBy: 10)
        if cents == 0 { return text + "整" }
        if jiao > 0 { text += digits[jiao] + "角" } else if yuan > 0 { text += "零" }
        return fen > 0 ? text + digits[fen] + "分" : text + "整"
    }

    private static func whole(_ number: Int) -> String {
        var text = ""
        var zero = false
        for (section, unit) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            let part = number / section % 10_000
            guard part > 0 else {
                zero = !text.isEmpty
                continue
            }
            for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
                let digit = part / place % 10
                guard digit > 0 else {
                    zero = zero || !text.isEmpty
                    continue
                }
                if zero, !text.isEmpty { text += "零" }
                zero = false
                text += digits[digit] + name
            }
            text += unit
        }
        return text
    }
}

import Foundation

/// Times and numbers as people here read them.
enum Shown {
    /// `2027-01-04 10:12`, in the time of China.
    static func minute(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        return "\(day(parts)) \(padded(parts.hour, 2)):\(padded(parts.minute, 2))"
    }

    /// `2027-01-04 10:12:30`, in the time of China.
    static func second(_ date: Date) -> String {
        "\(minute(date)):\(padded(calendar.component(.second, from: date), 2))"
    }

    /// `2027-01-04`, in the time of China.
    static func day(_ date: Date) -> String {
        day(calendar.dateComponents([.year, .month, .day], from: date))
    }

    /// The moment at which a day written as YYYY-MM-DD begins in China.
    static func beginning(ofDay text: String?) -> Date? {
        guard let match = text?.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
        else { return nil }
        return calendar.date(from: DateComponents(year: year, month: month, day: day))
    }

    /// `1,286`.
    static func count(_ number: Int) -> String {
        var digits = String(abs(number))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// Hours with one decimal, a dash when nothing is known yet.
    static func hours(_ hours: Double?) -> String {
        guard let hours else { return "–" }
        let tenths = Int((hours * 10).rounded())
        // Nobody signs in no time.
        if tenths == 0, hours > 0 { return "<0.1" }
        return "\(count(tenths / 10)).\(tenths % 10)"
    }

    static func greeting(at date: Date) -> String {
        switch calendar.component(.hour, from: date) {
        case 5..<12: "上午好"
        case 12..<18: "下午好"
        default: "晚上好"
        }
    }

    /// China has had one time without summer time since 1991.
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3_600) ?? .gmt
        return calendar
    }()

    private static func day(_ parts: DateComponents) -> String {
        "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    private static func padded(_ number: Int?, _ width: Int) -> String {
        let text = String(number ?? 0)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

package import Foundation
import Identifiers

/// Times and numbers as people here read them.
package enum Shown {
    /// `2027-01-04 10:12`, in the time of China.
    package static func minute(_ date: Date) -> String {
        "\(day(date)) \(clock(date))"
    }

    /// `2027-01-04 10:12:30`, in the time of China.
    package static func second(_ date: Date) -> String {
        "\(minute(date)):\(two(calendar.component(.second, from: date)))"
    }

    /// `2027-01-04`, in the time of China.
    package static func day(_ date: Date) -> String {
        ChinaTime.day(date)
    }

    /// `15:04` today, `3月2日 15:04` on another day.
    static func moment(_ date: Date, now: Date) -> String {
        if calendar.isDate(date, inSameDayAs: now) { return clock(date) }
        let parts = calendar.dateComponents([.month, .day], from: date)
        return "\(parts.month ?? 0)月\(parts.day ?? 0)日 \(clock(date))"
    }

    /// How long something lasts, rounded up.
    static func span(_ seconds: TimeInterval) -> String {
        let seconds = max(1, Int(seconds.rounded(.up)))
        if seconds <= 90 { return "\(seconds) 秒" }
        if seconds <= 90 * 60 { return "\((seconds + 59) / 60) 分钟" }
        return "\((seconds + 3_599) / 3_600) 小时"
    }

    /// `1,286`.
    package static func count(_ number: Int) -> String {
        var digits = String(abs(number))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// Hours with one decimal, a dash when nothing is known yet.
    package static func hours(_ hours: Double?) -> String {
        guard let hours else { return "–" }
        let tenths = Int((hours * 10).rounded())
        // Nobody signs in no time.
        if tenths == 0, hours > 0 { return "<0.1" }
        return "\(count(tenths / 10)).\(tenths % 10)"
    }

    /// `上午好` and its like, by the hour in China.
    package static func greeting(at date: Date) -> String {
        switch calendar.component(.hour, from: date) {
        case 5..<12: "上午好"
        case 12..<18: "下午好"
        default: "晚上好"
        }
    }

    private static let calendar = ChinaTime.calendar

    private static func clock(_ date: Date) -> String {
        "\(two(calendar.component(.hour, from: date))):\(two(calendar.component(.minute, from: date)))"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}

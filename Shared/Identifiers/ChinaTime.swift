package import Foundation

/// The one time of China, in which days of the platform begin and people read the clock.
package enum ChinaTime {
    /// Eight hours ahead of Greenwich, without summer time since 1991.
    package static let zone = TimeZone(secondsFromGMT: 8 * 3_600) ?? .gmt

    package static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }()

    /// The day as `2027-01-04`.
    package static func day(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
    }

    /// The moment at which a day written as YYYY-MM-DD begins; nil when the calendar has no such day.
    package static func beginning(ofDay text: String) -> Date? {
        guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
        else { return nil }
        let parts = DateComponents(calendar: calendar, year: year, month: month, day: day)
        return parts.isValidDate(in: calendar) ? calendar.date(from: parts) : nil
    }
}

import Foundation
import Messages

extension Fields {
    /// A moment by RFC 3339, or a whole day of ours as YYYY-MM-DD.
    func moment(_ name: String, endOfDay: Bool) -> Date? {
        guard let text = optionalText(name, "RFC 3339, or a day as YYYY-MM-DD in China Standard Time") else {
            return nil
        }
        if let day = FieldCheck.day(text) {
            // Days are read as GMT; China Standard Time is eight hours ahead, without exceptions.
            let start = day.addingTimeInterval(-8 * 3_600)
            return endOfDay ? start.addingTimeInterval(86_400) : start
        }
        guard let moment = try? Date(text, strategy: .iso8601) else {
            reject(name, .notMoment)
            return nil
        }
        return moment
    }
}

package import Foundation
import Identifiers

extension Fields {
    /// A moment by RFC 3339, or a whole day of ours as YYYY-MM-DD.
    package func moment(_ name: String, endOfDay: Bool) -> Date? {
        guard let text = optionalText(name, "RFC 3339, or a day as YYYY-MM-DD in China Standard Time") else {
            return nil
        }
        if let start = ChinaTime.beginning(ofDay: text) {
            return endOfDay ? start.addingTimeInterval(86_400) : start
        }
        guard let moment = try? Date(text, strategy: .iso8601) else {
            reject(name, .notMoment)
            return nil
        }
        return moment
    }
}

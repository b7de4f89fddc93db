import Foundation
import Kafka
import Messages
import Messaging

/// Dead letters in words for a terminal.
enum LetterText {
    static func line(_ letter: DeadLetter, _ service: ServiceName) -> String {
        let time = letter.firstSeen.map { $0.formatted(.iso8601) } ?? "-"
        return "\(service.rawValue) \(letter.offset) \(time) \(letter.reason) \(letter.type) \(letter.id)"
    }

    static func page(_ letter: DeadLetter, _ service: ServiceName) -> String {
        var lines = [
            "offset       \(letter.offset) of \(service.deadLetters)",
            "reason       \(letter.reason)",
            "error        \(letter.error)",
            "listener     \(letter.listener)",
            "from         \(letter.originalPlace)",
            "first seen   \(letter.firstSeen.map { $0.formatted(.iso8601) } ?? "-")",
            "attempts     \(letter.attempts)",
            "key          \(letter.record.key ?? "-")",
        ]
        for pair in letter.record.headers.pairs where !pair.name.hasPrefix("dead-") {
            lines.append("header       \(pair.name): \(printable(pair.value))")
        }
        lines.append("body         \(body(letter.record.value))")
        return lines.joined(separator: "\n")
    }

    /// JSON as it is, since personal data in it is sealed; of anything else only its length.
    private static func body(_ bytes: Data) -> String {
        guard (try? JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed)) != nil else {
            return "\(bytes.count) bytes that are no JSON"
        }
        return printable(String(decoding: bytes, as: UTF8.self))
    }

    /// Keeps a message from steering the terminal.
    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "·" : Character($0) })
    }
}

package import Foundation
package import Kafka
import Messages

/// A message that could not be handled, with the reason, as it lies in `<service>.dead-letters`.
package struct DeadLetter: Sendable {
    /// Why a message was put aside.
    package enum Reason: String, Sendable {
        case malformedHeaders = "malformed-headers"
        case unknownType = "unknown-type"
        case undecodable
        case tooManyAttempts = "too-many-attempts"
    }

    enum Name {
        static let prefix = "dead-"
        static let reason = "dead-reason"
        static let error = "dead-error"
        static let listener = "dead-listener"
        static let topic = "dead-topic"
        static let partition = "dead-partition"
        static let offset = "dead-offset"
        static let firstSeen = "dead-first-seen"
        static let attempts = "dead-attempts"
    }

    package let record: KafkaRecord

    package init(_ record: KafkaRecord) {
        self.record = record
    }

    package var offset: Int64 { record.offset }
    package var reason: String { record.headers[Name.reason] ?? "" }
    package var error: String { record.headers[Name.error] ?? "" }
    package var listener: String { record.headers[Name.listener] ?? "" }
    package var type: String { record.headers[MessageHeaders.Name.type] ?? "" }
    package var id: String { record.headers[MessageHeaders.Name.id] ?? "" }
    package var originalTopic: String? { record.headers[Name.topic] }
    package var originalPlace: String {
        "\(originalTopic ?? "?")[\(record.headers[Name.partition] ?? "?")]@\(record.headers[Name.offset] ?? "?")"
    }
    package var attempts: Int { record.headers[Name.attempts].flatMap { Int($0) } ?? 0 }
    package var firstSeen: Date? { record.headers[Name.firstSeen].flatMap(EpochMilliseconds.read) }

    /// The message as it was, for its old topic: same id and key, nobody waiting, one attempt more.
    package var messageToSendAgain: KafkaMessage? {
        guard let originalTopic else { return nil }
        let dropped = [
            MessageHeaders.Name.deadline, MessageHeaders.Name.replyTo, MessageHeaders.Name.replyPartition,
            MessageHeaders.Name.correlation,
        ]
        var headers = KafkaHeaders()
        for pair in record.headers.pairs
        where !pair.name.hasPrefix(Name.prefix) && !dropped.contains(pair.name) {
            headers[pair.name] = pair.value
        }
        let attempt = record.headers[MessageHeaders.Name.attempt].flatMap { Int($0) } ?? 1
        headers[MessageHeaders.Name.attempt] = String(attempt + 1)
        return KafkaMessage(topic: originalTopic, key: record.key, value: record.value, headers: headers)
    }

    /// The message that puts `record` aside.
    static func make(
        from record: KafkaRecord,
        service: ServiceName,
        listener: String,
        reason: Reason,
        error: String,
        attempts: Int,
        firstSeen: Date
    ) -> KafkaMessage {
        var headers = record.headers
        headers[Name.reason] = reason.rawValue
        headers[Name.error] = error
        headers[Name.listener] = listener
        headers[Name.topic] = record.topic
        headers[Name.partition] = String(record.partition)
        headers[Name.offset] = String(record.offset)
        headers[Name.firstSeen] = EpochMilliseconds.write(firstSeen)
        headers[Name.attempts] = String(attempts)
        return KafkaMessage(topic: service.deadLetters, key: record.key, value: record.value, headers: headers)
    }
}

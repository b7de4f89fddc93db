import Foundation
import Identifiers
import Kafka
import Logging
import Messages
import Postgres

/// What the handlers of one listener share.
struct ListenerParts: Sendable {
    let service: ServiceName
    /// The consumer group and the name under which the inbox remembers.
    let listener: String
    let routes: MessageRoutes
    let database: Database
    let context: MessagingContext
    let producer: KafkaProducer
    let replies: ReplySender
    let meters: ListenerMeters
    let backOff: BackOff
    /// How long a request waits for the events it names.
    let patience: TimeInterval
    let logger: Logger

    var inbox: Inbox { Inbox(consumer: listener, keys: context.keys) }
    var attempts: MessageAttempts { MessageAttempts(consumer: listener, database: database) }

    /// Puts a record aside and tells a waiting client; done only when the broker has the dead letter.
    func putAside(
        _ work: Work,
        _ reason: DeadLetter.Reason,
        error: String,
        attempts: Int,
        firstSeen: Date? = nil,
        knownType: String?,
        answer: Refusal?
    ) async -> WorkOutcome {
        let letter = DeadLetter.make(
            from: work.record,
            service: service,
            listener: listener,
            reason: reason,
            error: error,
            attempts: attempts,
            firstSeen: firstSeen ?? work.firstSeen
        )
        do { _ = try await producer.send(letter) } catch {
            logger.error("a dead letter could not be written", metadata: ["error": "\(error)"])
            return .retry(after: backOff.delay(after: work.failures))
        }
        meters.count(.deadLettered, type: knownType)
        logger.error(
            "a message became a dead letter",
            metadata: [
                "reason": "\(reason.rawValue)", "cause": "\(error)", "place": "\(work.record.place)",
                "offset": "\(work.record.offset)", "type": "\(knownType ?? "unknown")",
            ]
        )
        if let answer, let id = work.record.headers[MessageHeaders.Name.id].flatMap({ MessageID($0) }) {
            replies.send(
                .refused(answer),
                id: id,
                type: work.record.headers[MessageHeaders.Name.type] ?? "",
                reply: MessageHeaders.ReplyAddress(work.record.headers),
                trace: nil
            )
        }
        return .passed
    }
}

/// Answers of the messaging layer itself.
enum MessagingRefusal {
    static let keyReused = Refusal("messaging.key-reused", .conflict)
    static let failed = Refusal("messaging.failed", .unavailable)
    static let unreadable = Refusal("messaging.unreadable", .malformed)
    static let busy = Refusal("messaging.busy", .unavailable)
}

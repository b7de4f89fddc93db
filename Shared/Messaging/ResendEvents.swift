import Foundation
import Identifiers
import Kafka
import Logging
import Messages
import Synchronization

/// Asks a service to send its kept events again; every service understands it.
struct ResendEvents: Codable, Sendable {
    static let type = "messaging.resend.v1"

    var topic: String
    var from: Date

    /// The route every command listener has beside the service's own.
    static let routes: [String: RequestRoute] = [
        type: RequestRoute(standsAlone: false) { body in
            let wish = try WireCoding.decode(ResendEvents.self, from: body)
            return PreparedRequest(
                scope: { _ in .system },
                handling: { _ in
                    .atOnce { transaction in
                        try await transaction.schedule(ResendJob(topic: wish.topic, from: wish.from, to: nil))
                        return .body(try WireCoding.encode(Done()))
                    }
                }
            )
        }
    ]

    func message(id: MessageID = .new(), to service: ServiceName, from source: ServiceName) throws -> KafkaMessage {
        let headers = MessageHeaders(id: id, type: Self.type, source: source.rawValue, time: Date(), key: topic)
        return KafkaMessage(
            topic: service.commands,
            key: topic,
            value: try WireCoding.encode(self),
            headers: try headers.encoded()
        )
    }
}

/// Notices that the broker dropped events before they were read, and asks their announcer for them.
final class LostRecords: Sendable {
    /// How far back events are asked for: as long as announcers keep them.
    static let reach: TimeInterval = 14 * 86400
    private static let quiet: Duration = .seconds(60)

    private let service: ServiceName
    private let producer: KafkaProducer
    private let logger: Logger
    private let asked = Mutex<[String: ContinuousClock.Instant]>([:])

    init(service: ServiceName, producer: KafkaProducer, logger: Logger) {
        self.service = service
        self.producer = producer
        self.logger = logger
    }

    func report(_ place: KafkaPartition, _ offsets: Range<Int64>) {
        let topic = place.topic
        logger.error(
            "LOST: the broker dropped records before they were read",
            metadata: ["place": "\(place)", "offsets": "\(offsets)"]
        )
        // Requests need no resending: their clients were never told that they were accepted.
        guard let announcer = ServiceName.allCases.first(where: { $0.events == topic }) else { return }
        let now = ContinuousClock.now
        let isDue = asked.withLock { asked in
            if let last = asked[topic], now - last < Self.quiet { return false }
            asked[topic] = now
            return true
        }
        guard isDue else { return }
        let wish = ResendEvents(topic: topic, from: Date(timeIntervalSinceNow: -Self.reach))
        Task {
            do {
                _ = try await producer.send(try wish.message(to: announcer, from: service))
            } catch {
                asked.withLock { $0[topic] = nil }
                logger.error("events could not be asked for again", metadata: ["error": "\(SafeErrorText.of(error))"])
            }
        }
    }
}

package import Kafka
package import Logging
package import Messages
package import Operations
import ServiceLifecycle

/// Shows events to a process that keeps nothing: every instance sees all of them, from now on.
///
/// For session eviction and live pages; what must not be missed belongs into a ``MessageListener``.
package final class EventFeed: Service {
    private let kafka: KafkaSettings
    private let services: [ServiceName]
    private let clientID: String
    private let health: HealthState
    private let metrics: Metrics
    private let logger: Logger
    private let onEvent: @Sendable (EventEnvelope) -> Void
    private let onGap: @Sendable () -> Void

    /// `onEvent`: called on the reading thread; must not block.
    ///
    /// `onGap`: called when events may have been missed, such as after a broker was replaced: forget cached state.
    package init(
        kafka: KafkaSettings,
        services: [ServiceName],
        clientID: String,
        health: HealthState,
        metrics: Metrics,
        logger: Logger,
        onGap: @escaping @Sendable () -> Void = {},
        onEvent: @escaping @Sendable (EventEnvelope) -> Void
    ) {
        self.kafka = kafka
        self.services = services
        self.clientID = clientID
        self.health = health
        self.metrics = metrics
        self.logger = logger
        self.onEvent = onEvent
        self.onGap = onGap
        health.set("event feed", ready: false, detail: "not yet positioned")
    }

    package func run() async throws {
        let topics = Set(services.map(\.events))
        let partitions = Topology.all.filter { topics.contains($0.name) }
            .flatMap { topic in (0..<topic.partitions).map { KafkaPartition(topic.name, $0) } }
        let consumer = KafkaAssignedConsumer(
            kafka,
            partitions: partitions,
            from: .end,
            clientID: clientID,
            logger: logger
        )
        await withGracefulShutdownHandler {
            await consumer.run(
                positioned: {
                    self.health.set("event feed", ready: true)
                    self.onGap()
                },
                record: { self.show($0) }
            )
        } onGracefulShutdown: {
            Task { await consumer.close() }
        }
    }

    private func show(_ record: KafkaRecord) {
        do {
            let headers = try MessageHeaders(record.headers)
            onEvent(EventEnvelope(headers: headers, topic: record.topic, body: record.value))
        } catch {
            metrics.counter("suiyue_feed_unreadable_total", help: "Events whose headers cannot be read").increment()
            logger.warning("an event cannot be read", metadata: ["place": "\(record.place)", "cause": "\(error)"])
        }
    }
}

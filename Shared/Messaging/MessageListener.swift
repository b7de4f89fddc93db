package import Kafka
package import Logging
import Messages
package import Operations
package import Postgres
import ServiceLifecycle

/// Reads one kind of message of a service and sees each through to its commit, its answer and its stored offset.
package final class MessageListener: Service {
    package enum Kind: String, Sendable {
        case commands
        case queries
        case events
    }

    /// How much a listener does at once.
    package struct Limits: Sendable {
        package var workers: Int
        /// How many messages share a transaction when the workers are behind.
        package var batch: Int
        /// How long a request waits for the events it names, in seconds.
        package var patience: Double

        package init(workers: Int, batch: Int = 20, patience: Double = ListenerParts.patience) {
            self.workers = workers
            self.batch = batch
            self.patience = patience
        }
    }

    /// While events come one after the other, some are waited for and share a transaction: it costs as much as they do.
    private static let rest = Duration.milliseconds(15)
    private static let steady = Duration.milliseconds(100)

    private let kind: Kind
    private let parts: ListenerParts
    private let kafka: KafkaSettings
    private let clientID: String
    private let limits: Limits
    private let health: HealthState
    private let resend: LostRecords

    package init(
        _ kind: Kind,
        routes: MessageRoutes,
        database: Database,
        context: MessagingContext,
        kafka: KafkaSettings,
        producer: KafkaProducer,
        instance: Int = 0,
        limits: Limits? = nil,
        health: HealthState,
        metrics: Metrics,
        logger: Logger
    ) {
        self.kind = kind
        let group = Topology.group(routes.service, kind.rawValue)
        var logger = logger
        logger[metadataKey: "listener"] = "\(group)"
        let limits = limits ?? Limits(workers: kind == .events ? 4 : 8, batch: kind == .queries ? 1 : 20)
        self.limits = limits
        parts = ListenerParts(
            service: routes.service,
            listener: group,
            routes: routes,
            database: database,
            context: context,
            producer: producer,
            replies: ReplySender(service: routes.service, producer: producer, metrics: metrics, logger: logger),
            meters: ListenerMeters(metrics: metrics, listener: group),
            backOff: BackOff(),
            patience: limits.patience,
            logger: logger
        )
        self.kafka = kafka
        clientID = "\(group)-\(instance)"
        self.health = health
        resend = LostRecords(service: routes.service, producer: producer, logger: logger)
        health.set(part, ready: false, detail: "not yet assigned")
    }

    private var part: String { "\(kind.rawValue) consumer" }

    package func run() async throws {
        let consumer = KafkaGroupConsumer(
            kafka,
            group: parts.listener,
            topics: topics,
            clientID: clientID,
            logger: parts.logger
        )
        let routes = parts.routes
        let queue = WorkQueue(
            workers: limits.workers,
            batchLimit: limits.batch,
            // Nobody waits for an event but by the thousandth of a second, and each transaction costs half of one.
            takesAll: kind == .events,
            // A query may be slow; however many of them one tenant asks, its neighbours' find a worker.
            tenantLimit: kind == .queries ? max(1, limits.workers / 2) : nil,
            standsAlone: { $0.headers[MessageHeaders.Name.type].map(routes.standsAlone) ?? false },
            store: { offset, place, generation in
                consumer.storeOffset(offset, in: place, generation: generation)
            }
        )
        let handler = makeHandler()
        let underWay = parts.meters.underWay
        // Each worker has its thread, on which it also waits for the database.
        let threads = try (0..<limits.workers).map { _ in try BlockingThread() }
        defer { for thread in threads { thread.stop() } }
        await withTaskGroup(of: Void.self) { tasks in
            for thread in threads {
                tasks.addTask(executorPreference: thread) { [kind] in
                    var lastEnd: ContinuousClock.Instant?
                    while let batch = await queue.next() {
                        let isSteady = lastEnd.map { .now - $0 < Self.steady } ?? false
                        underWay.add(Double(batch.count))
                        let outcomes = await handler.handle(batch)
                        underWay.add(-Double(batch.count))
                        let rests = kind == .events && isSteady && queue.isShared(batch)
                        queue.finish(batch, outcomes, rests: rests)
                        if rests {
                            try? await Task.sleep(for: Self.rest)
                            queue.rested()
                        }
                        lastEnd = .now
                    }
                }
            }
            await withGracefulShutdownHandler {
                await consumer.run(events(queue))
            } onGracefulShutdown: {
                Task { await consumer.close() }
            }
            queue.close()
        }
        health.set(part, ready: false, detail: "stopped")
    }

    private var topics: [String] {
        switch kind {
        case .commands: [parts.service.commands]
        case .queries: [parts.service.queries]
        case .events: parts.routes.eventTopics
        }
    }

    func makeHandler() -> any WorkHandler {
        let parts = parts
        switch kind {
        case .commands:
            let routes = (parts.routes.requests[.command] ?? [:]).merging(ResendEvents.routes) { own, _ in own }
            return InboxHandler(parts: parts) { parts.readRequest($0, routes) }
        case .queries:
            let outcomes = RequestOutcomes.routes(service: parts.service, keys: parts.context.keys)
            return QueryHandler(
                parts: parts,
                routes: (parts.routes.requests[.query] ?? [:]).merging(outcomes) { own, _ in own }
            )
        case .events:
            return InboxHandler(parts: parts) { parts.readEvent($0) }
        }
    }

    private func events(_ queue: WorkQueue) -> KafkaGroupHandler {
        let (health, part, parts, resend) = (health, part, parts, resend)
        return KafkaGroupHandler(
            record: { queue.accept($0) },
            assigned: { assignment in
                queue.begin(assignment)
                health.set(part, ready: true, detail: "\(assignment.places.count) partitions")
            },
            drain: { await queue.drain($0) },
            lost: { range in
                parts.meters.lost(range.upTo - range.from)
                resend.report(range.place, range.from..<max(range.from, range.upTo))
            }
        )
    }
}

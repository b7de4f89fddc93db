package import Cryptography
import Foundation
import Kafka
package import Logging
package import Messages
package import Operations
package import Postgres
package import ServiceLifecycle
import UnixSignals

/// Everything a service needs besides its own code: database, broker, listeners, relay, jobs, operations port.
///
/// `init` migrates and opens the database; `run` works until the process is told to stop.
package final class ServiceRuntime: Sendable {
    package let service: ServiceName
    package let settings: RuntimeSettings
    package let database: Database
    package let keys: SealingKeys
    package let health = HealthState()
    package let metrics = Metrics()
    package let logger: Logger
    private let context: MessagingContext
    private let schema: String
    /// How long what is under way may take when the process is to stop; whoever stopped it ends it after ten seconds.
    private static let patience = Duration.seconds(7)

    /// Migrates the schema (named like the service), waiting up to a minute for a database that is not up yet.
    package init(
        _ service: ServiceName,
        settings: RuntimeSettings,
        migrations: [Migration],
        logger: Logger
    ) async throws {
        guard let keys = settings.keys else { throw SettingMissing(key: "SEALING_KEYS") }
        self.service = service
        self.settings = settings
        self.keys = keys
        self.logger = logger
        schema = service.rawValue
        context = MessagingContext(source: service.rawValue, keys: keys)
        try await Self.migrate(schema, settings, MessagingMigration.all + migrations, logger)
        database = Database(
            DatabaseSettings(url: settings.databaseURL.reveal(), schema: schema, poolSize: settings.poolSize),
            logger: logger
        )
        try await Housekeeping(database: database, logger: logger).runOnce()
    }

    /// Runs the service; returns after a graceful stop by SIGTERM or SIGINT.
    ///
    /// `kept`: rows of its own that age; `services`: what it runs beside, such as timers of its own; stopped first.
    package func run(
        routes: MessageRoutes,
        jobs: JobRoutes = JobRoutes(),
        kept: [KeptRows] = [],
        services: [any Service] = []
    ) async throws {
        try routes.validate()
        warnOfUnwatched(routes)
        let replies = producer(.requestReply, "replies")
        let outbox = producer(.outbox, "outbox")
        let own: [any Service] = [
            OperationsPort(
                host: settings.operations.host,
                port: settings.operations.port,
                health: health,
                metrics: metrics,
                logger: logger
            ),
            Readiness(
                database: database,
                kafka: settings.kafka,
                producers: [
                    (replies, [Topology.replies, service.deadLetters]),
                    (outbox, [service.events]),
                ],
                health: health,
                metrics: metrics,
                logger: logger
            ),
            OutboxRelay(
                database: database,
                context: context,
                producer: outbox,
                health: health,
                metrics: metrics,
                logger: logger
            ),
            OutboxListener(database: database, context: context, logger: logger),
            FarewellLimit(producer: outbox),
            JobRunner(
                database: database,
                routes: jobs,
                context: context,
                concurrency: settings.jobWorkers,
                metrics: metrics,
                logger: logger
            ),
            Housekeeping(database: database, kept: kept, logger: logger),
        ]
        let listeners = listeners(routes, replies)
        // Stopped from the end: first what takes in work, last what reports.
        var configuration = ServiceGroupConfiguration(
            services: own + listeners + services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = Self.patience
        let group = ServiceGroup(configuration: configuration)
        logger.info("starting", metadata: ["service": "\(service.rawValue)", "instance": "\(settings.instance)"])
        try await context.run { try await group.run() }
        async let repliesClosed: Void = replies.close(timeout: .seconds(1))
        async let outboxClosed: Void = outbox.close(timeout: .seconds(1))
        _ = await (repliesClosed, outboxClosed)
        await database.close()
        logger.info("stopped")
    }

    /// Monitor watches what the topology tells; a listener missing there would fall behind unseen.
    private func warnOfUnwatched(_ routes: MessageRoutes) {
        let told = Topology.announcersHeard[service, default: []].map(\.events).sorted()
        guard routes.eventTopics != told else { return }
        let topics = routes.eventTopics.joined(separator: ", ")
        logger.warning("Topology.announcersHeard does not tell what is listened to", metadata: ["topics": "\(topics)"])
    }

    private func listeners(_ routes: MessageRoutes, _ replies: KafkaProducer) -> [any Service] {
        var kinds: [(MessageListener.Kind, Int)] = [
            (.commands, settings.commandWorkers),
            (.queries, settings.queryWorkers),
        ]
        if !routes.eventTopics.isEmpty { kinds.append((.events, settings.eventWorkers)) }
        return kinds.map { kind, workers in
            MessageListener(
                kind,
                routes: routes,
                database: database,
                context: context,
                kafka: settings.kafka,
                producer: replies,
                instance: settings.instance,
                limits: MessageListener.Limits(workers: workers, batch: kind == .queries ? 1 : 20),
                health: health,
                metrics: metrics,
                logger: logger
            )
        }
    }

    private func producer(_ purpose: KafkaProducer.Purpose, _ name: String) -> KafkaProducer {
        KafkaProducer(
            settings.kafka,
            clientID: "\(service.rawValue)-\(name)-\(settings.instance)",
            purpose: purpose,
            logger: logger
        )
    }

    private static func migrate(
        _ schema: String,
        _ settings: RuntimeSettings,
        _ migrations: [Migration],
        _ logger: Logger
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                let applied = try await Migrator(schema: schema, files: migrations).run(
                    ownerURL: settings.databaseOwnerURL.reveal(),
                    runtimeURL: settings.databaseURL.reveal()
                )
                if !applied.isEmpty { logger.info("migrated", metadata: ["applied": "\(applied.count)"]) }
                return
            } catch let error as PostgresError where error.isRetriable && ContinuousClock.now < deadline {
                logger.warning("the database is not there yet", metadata: ["cause": "\(error)"])
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

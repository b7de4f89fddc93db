import Cryptography
import Foundation
import Identifiers
import Kafka
import Logging
import Messages
import Messaging
import Operations
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

let quiet: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = Logger.Level(rawValue: ProcessInfo.processInfo.environment["LOG_LEVEL"] ?? "") ?? .critical
    return logger
}()

func makeKeys() throws -> SealingKeys {
    try SealingKeys(setting: "k1:" + Data(repeating: 7, count: 32).base64EncodedString())
}

func makeBroker() async throws -> TestBroker {
    try await TestBroker.start(Topology.all.map { ($0.name, $0.partitions) })
}

/// Asks again until it is so; fails the test when it does not come true.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(60),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record("never came true: \(what)", sourceLocation: sourceLocation)
            throw TestFailure()
        }
        try await Task.sleep(for: .milliseconds(50))
    }
}

/// A set of services in this process that can be stopped gracefully.
final class RunningServices: Sendable {
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(_ services: [any Service], in context: MessagingContext) {
        let group = ServiceGroup(services: services, logger: quiet)
        self.group = group
        task = Task { try await context.run { try await group.run() } }
    }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }
}

/// One service as its runtime would assemble it, without the operations port.
final class SampleService: Sendable {
    let handlers = SampleHandlers()
    let database: TestDatabase
    let broker: TestBroker
    let context: MessagingContext
    let metrics = Metrics()
    let health = HealthState()
    let replies: KafkaProducer
    let outbox: KafkaProducer
    private let running = Mutex<RunningServices?>(nil)

    init(_ broker: TestBroker, schema: String = "contracts", source: String = "contracts") async throws {
        self.broker = broker
        database = try await TestDatabase.open(
            schema: schema,
            migrations: MessagingMigration.all + [SampleHandlers.migration],
            poolSize: 8
        )
        context = MessagingContext(source: source, keys: try makeKeys())
        let settings = broker.settings
        replies = KafkaProducer(settings, clientID: "\(source)-replies", purpose: .requestReply, logger: quiet)
        outbox = KafkaProducer(settings, clientID: "\(source)-outbox", purpose: .outbox, logger: quiet)
    }

    /// `context`: that of another instance, when it is one.
    func listener(
        _ kind: MessageListener.Kind,
        _ routes: MessageRoutes,
        in context: MessagingContext? = nil,
        limits: MessageListener.Limits? = nil
    ) -> MessageListener {
        MessageListener(
            kind,
            routes: routes,
            database: database.database,
            context: context ?? self.context,
            kafka: broker.settings,
            producer: replies,
            limits: limits,
            health: health,
            metrics: metrics,
            logger: quiet
        )
    }

    func relay() -> OutboxRelay {
        OutboxRelay(
            database: database.database,
            context: context,
            producer: outbox,
            health: health,
            metrics: metrics,
            logger: quiet
        )
    }

    func start(_ services: [any Service]) {
        running.withLock { $0 = RunningServices(services, in: context) }
    }

    func startAll(commands limits: MessageListener.Limits? = nil) async throws {
        start([
            relay(), listener(.commands, handlers.routes, limits: limits), listener(.queries, handlers.routes),
        ])
        try await eventually("the service is ready") { health.isReady }
    }

    func stop() async throws {
        let services = running.withLock { running in
            defer { running = nil }
            return running
        }
        try await services?.stop()
    }

    func close() async throws {
        try await stop()
        await replies.close(timeout: .seconds(1))
        await outbox.close(timeout: .seconds(1))
        await database.database.close()
    }

    func count(_ sql: SQL) async throws -> Int {
        try await database.database.one(sql)?.get(0, as: Int.self) ?? -1
    }

    func counted(_ outcome: String, _ type: String, listener: String = "contracts.commands") -> Int {
        Int(
            metrics.counter(
                "suiyue_messages_total",
                labels: ["listener": listener, "type": type, "outcome": outcome]
            ).value
        )
    }
}

/// A Gateway's end of the conversation.
final class SampleGateway: Sendable {
    let client: RequestClient
    let metrics = Metrics()
    let health = HealthState()
    let producer: KafkaProducer
    private let running: RunningServices

    init(_ broker: TestBroker, instance: Int = 0, limit: Int = 512) async throws {
        client = RequestClient(
            kafka: broker.settings,
            instance: instance,
            limit: limit,
            health: health,
            metrics: metrics,
            logger: quiet
        )
        producer = KafkaProducer(broker.settings, clientID: "raw", purpose: .requestReply, logger: quiet)
        running = RunningServices([client], in: MessagingContext(source: "gateway", keys: try makeKeys()))
        let health = health
        try await eventually("the client is ready") { health.isReady }
    }

    func close() async throws {
        try await running.stop()
        await producer.close(timeout: .seconds(1))
    }
}

/// One broker, service and gateway for all tests that do not disturb them.
struct World: Sendable {
    let broker: TestBroker
    let service: SampleService
    let gateway: SampleGateway

    static func shared() async throws -> World { try await task.value }

    private static let task = Task {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        async let gateway = SampleGateway(broker)
        // Each command has its own transaction: what one test has refused is not done again for another one's.
        try await service.startAll(commands: MessageListener.Limits(workers: 8, batch: 1))
        return World(broker: broker, service: service, gateway: try await gateway)
    }

    func ask<R: Request>(
        _ request: R,
        id: MessageID = .new(),
        as caller: Caller = .anonymous,
        contentHash: Data? = nil,
        deadline: Duration = .seconds(60)
    ) async throws -> R.Reply {
        try await gateway.client.ask(request, as: caller, id: id, contentHash: contentHash, deadline: deadline)
    }
}

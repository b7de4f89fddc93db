import Foundation
import Identifiers
import Kafka
import Messages
import Operations
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Messaging

@Suite struct `The outbox` {
    @Test func `events of one key are sent in the order they were announced`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let seen = Feed(broker)
        try await seen.start()
        service.start([service.relay()])
        await withTaskGroup(of: Void.self) { tasks in
            for writer in 0..<4 {
                tasks.addTask {
                    for number in 0..<25 {
                        try? await service.announce(key: "k\(number % 5)", text: "\(writer)-\(number)")
                    }
                }
            }
        }
        try await eventually("all are sent") {
            try await service.count("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0
        }
        try await eventually("all are seen") { seen.all.count == 100 }
        for key in (0..<5).map({ "k\($0)" }) {
            let rows = try await service.database.database.query(
                "SELECT id FROM outbox WHERE key = \(key) ORDER BY seq"
            )
            let announced = try rows.map { try $0.get("id", as: MessageID.self) }
            #expect(seen.all.filter { $0.headers.key == key }.map(\.headers.id) == announced)
        }
        try await seen.stop()
        try await service.close()
    }

    @Test func `only one of two relays owns a shard and the other takes over`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        try await service.announce(key: "k", text: "1")
        let (first, second) = (service.relay(), service.relay())
        service.start([first])
        try await eventually("sent") { try await service.unsent() == 0 }
        try await service.announce(key: "k", text: "2")
        #expect(try await second.runOnce() == 0)
        try await eventually("sent") { try await service.unsent() == 0 }
        try await service.stop()
        try await service.announce(key: "k", text: "3")
        #expect(try await second.runOnce() == 1)
        try await service.close()
    }

    @Test func `who announces in shards of another process tells it so, and otherwise nobody`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let other = MessagingContext(source: "contracts", keys: try makeKeys())
        let second = OutboxRelay(
            database: service.database.database,
            context: other,
            producer: service.outbox,
            health: HealthState(),
            metrics: Metrics(),
            logger: quiet
        )
        service.start([service.relay()])
        try await eventually("the first owns all shards") { service.health.isReady }
        try await service.database.database.withDedicatedConnection { connection in
            try await OutboxStore.listen(on: connection)
            try await service.announce(key: "own", text: "1")
            try await eventually("sent") { try await service.unsent() == 0 }
            #expect(try await !connection.isNotified(within: .milliseconds(100)))
            let running = RunningServices([second], in: other)
            try await other.run {
                try await service.database.database.withTransaction {
                    try await $0.publish(EntryAdded(key: "theirs", text: "2"))
                }
            }
            #expect(try await connection.isNotified(within: .seconds(20)))
            try await running.stop()
        }
        let listener = OutboxListener(database: service.database.database, context: other, logger: quiet)
        let listening = RunningServices([listener], in: other)
        let raises = other.outboxWake.raises
        try await eventually("the listener wakes its relay, which tells nobody") {
            try await service.database.database.withDedicatedConnection { try await OutboxStore.notifyOthers(on: $0) }
            return await other.outboxWake.wait(atMost: .milliseconds(200))
        }
        #expect(other.outboxWake.raises == raises)
        try await listening.stop()
        try await service.close()
    }

    @Test func `what was sent but not marked is sent again and absorbed by the inbox`() async throws {
        let broker = try await makeBroker()
        let announcer = try await SampleService(broker)
        let listener = try await SampleService(broker, schema: "signing", source: "signing")
        listener.startListening()
        for number in 0..<10 { try await announcer.announce(key: "k", text: "\(number)") }
        #expect(try await announcer.relay().runOnce() == 10)
        try await eventually("noted") { try await listener.noted() == 10 }
        // As a relay leaves it that ends between the broker's answer and its own note of it.
        try await announcer.database.database.execute("UPDATE outbox SET sent_at = NULL WHERE text(key) = 'k'")
        #expect(try await announcer.relay().runOnce() == 10)
        try await eventually("seen again") {
            listener.counted("repeated", EntryAdded.type, listener: "signing.events") == 10
        }
        #expect(try await listener.noted() == 10)
        try await listener.close()
        try await announcer.close()
    }

    @Test func `a broker that comes back empty gets everything again and nobody does anything twice`() async throws {
        let broker = try await makeBroker()
        guard broker.isEmbedded else { return }
        let announcer = try await SampleService(broker)
        let listener = try await SampleService(broker, schema: "signing", source: "signing")
        let latecomer = try await SampleService(broker, schema: "notifier", source: "notifier")
        listener.startListening()
        announcer.start([announcer.relay()])
        for number in 0..<30 { try await announcer.announce(key: "k\(number % 3)", text: "\(number)") }
        try await eventually("noted") { try await listener.noted() == 30 }
        broker.stop()
        for number in 30..<40 { try await announcer.announce(key: "k\(number % 3)", text: "\(number)") }
        try broker.restart()
        try await eventually("the rest is noted") { try await listener.noted() == 40 }
        try await eventually("the first are seen again") {
            listener.counted("repeated", EntryAdded.type, listener: "signing.events") >= 30
        }
        // Who had kept up sees no event of a key before an earlier one.
        #expect(try await listener.noted() == 40)
        let disorder = try await listener.count(
            """
            SELECT count(*) FROM (
                SELECT text::int < lag(text::int) OVER (PARTITION BY key ORDER BY seq) AS wrong FROM entries
            ) AS steps WHERE wrong
            """
        )
        #expect(disorder == 0)
        // Who had seen nothing before the loss hears of everything.
        latecomer.startListening(service: .notifier)
        try await eventually("the latecomer has all") { try await latecomer.noted() == 40 }
        try await latecomer.close()
        try await listener.close()
        try await announcer.close()
    }

    @Test func `what is announced while very much is sent again does not wait for it, and each key keeps its order`()
        async throws
    {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let seen = Feed(broker)
        try await seen.start()
        try await service.announce(key: "old", text: "first")
        try await service.database.database.execute(
            """
            INSERT INTO outbox (seq, id, shard, topic, key, type, headers, payload)
            SELECT nextval('outbox_seq'), gen_random_uuid(), hashtext('k' || number) & 15, topic, 'k' || number, type,
                headers, payload
            FROM outbox, generate_series(1, 1500) AS number
            """
        )
        try await service.announce(key: "old", text: "second")
        try await service.announce(key: "new", text: "only")
        #expect(try await service.relay().runOnce() == 1503)
        for key in ["old", "new"] {
            let before = try await service.count(
                "SELECT count(*) FROM outbox WHERE sent_at < (SELECT min(sent_at) FROM outbox WHERE key = \(key))"
            )
            #expect(before < 600, "\(before) before \(key)")
        }
        try await eventually("all are seen") { seen.all.count == 1503 }
        let rows = try await service.database.database.query("SELECT id FROM outbox WHERE key = 'old' ORDER BY seq")
        let announced = try rows.map { try $0.get("id", as: MessageID.self) }
        #expect(seen.all.filter { $0.headers.key == "old" }.map(\.headers.id) == announced)
        try await seen.stop()
        try await service.close()
    }

    @Test func `an offset given twice tells that the log was lost even under the same name`() async throws {
        let broker = try await makeBroker()
        guard broker.isEmbedded else { return }
        let announcer = try await SampleService(broker)
        for number in 0..<5 { try await announcer.announce(key: "k", text: "\(number)") }
        #expect(try await announcer.relay().runOnce() == 5)
        // The broker is replaced, and the new one is remembered under the name of the old.
        try broker.restart()
        try await eventually("the new broker is known") { announcer.outbox.clusterID?.hasSuffix(broker.port) == true }
        let name = announcer.outbox.clusterID
        try await announcer.database.database.execute("UPDATE relay_state SET cluster_id = \(name)")
        try await announcer.announce(key: "k", text: "5")
        // The new event first, which gives the loss away, then all six.
        _ = try await announcer.relay().runOnce()
        try await eventually("all are sent") { try await announcer.unsent() == 0 }
        #expect(try await announcer.count("SELECT epoch FROM relay_state") == 2)
        let listener = try await SampleService(broker, schema: "signing", source: "signing")
        listener.startListening()
        try await eventually("noted") { try await listener.noted() == 6 }
        try await listener.close()
        try await announcer.close()
    }

    @Test func `an operator can have a stretch sent again`() async throws {
        let broker = try await makeBroker()
        let announcer = try await SampleService(broker)
        for number in 0..<5 { try await announcer.announce(key: "k", text: "\(number)") }
        #expect(try await announcer.relay().runOnce() == 5)
        let resend = OutboxResend(announcer.database.database)
        let hour: TimeInterval = 3600
        #expect(try await resend.mark(from: Date(timeIntervalSinceNow: hour)) == 0)
        #expect(try await resend.mark(from: Date(timeIntervalSinceNow: -hour), topic: "other.events") == 0)
        #expect(try await resend.mark(from: Date(timeIntervalSinceNow: -hour), topic: "contracts.events") == 5)
        #expect(try await announcer.relay().runOnce() == 5)
        try await announcer.close()
    }

    @Test func `a service that lost records can ask for them`() async throws {
        let broker = try await makeBroker()
        let announcer = try await SampleService(broker)
        let listener = try await SampleService(broker, schema: "signing", source: "signing")
        let runner = JobRunner(
            database: announcer.database.database,
            routes: JobRoutes(),
            context: announcer.context,
            metrics: Metrics(),
            logger: quiet
        )
        announcer.start([announcer.relay(), runner, announcer.listener(.commands, announcer.handlers.routes)])
        for number in 0..<5 { try await announcer.announce(key: "k", text: "\(number)") }
        listener.startListening()
        try await eventually("noted") { try await listener.noted() == 5 }
        let lost = LostRecords(service: .signing, producer: listener.replies, logger: quiet)
        let place = KafkaPartition("contracts.events", 0)
        lost.report(place, 0..<3)
        lost.report(place, 0..<3)
        try await eventually("all come again, once") {
            listener.counted("repeated", EntryAdded.type, listener: "signing.events") == 5
        }
        #expect(try await listener.noted() == 5)
        try await listener.close()
        try await announcer.close()
    }

    @Test func `an insert never fails for want of a day's partition`() async throws {
        let database = try await TestDatabase.make(schema: "contracts", migrations: MessagingMigration.all)
        let context = MessagingContext(source: "contracts", keys: try makeKeys())
        let housekeeping = Housekeeping(database: database, logger: quiet)
        func announce() async throws {
            try await context.run {
                try await database.withTransaction { try await $0.publish(EntryAdded(key: "k", text: "t")) }
            }
        }
        try await announce()
        #expect(try await database.one("SELECT count(*) FROM outbox_default")?.get(0, as: Int.self) == 1)
        // Today's rows lie in the default partition: only the days ahead get their own.
        try await housekeeping.runOnce()
        #expect(try await partitions(database) == 3)
        let later = Date(timeIntervalSinceNow: 40 * 86400)
        try await housekeeping.runOnce(today: later)
        // What was never sent is not removed, the empty days are.
        #expect(try await partitions(database) == 4)
        #expect(try await database.one("SELECT count(*) FROM outbox")?.get(0, as: Int.self) == 1)
        try await database.execute("UPDATE outbox SET sent_at = now()")
        try await housekeeping.runOnce(today: later)
        #expect(try await database.one("SELECT count(*) FROM outbox")?.get(0, as: Int.self) == 0)
        await database.close()
    }

    @Test func `what is too large for the broker is refused when it is announced`() async throws {
        let database = try await TestDatabase.make(schema: "contracts", migrations: MessagingMigration.all)
        await #expect(throws: MessageTooLarge.self) {
            try await database.withTransaction {
                try await $0.publish(EntryAdded(key: "k", text: String(repeating: "x", count: 300_000)))
            }
        }
        await database.close()
    }

    private func partitions(_ database: Database) async throws -> Int {
        let row = try await database.one(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'outbox'::regclass AND inhrelid <> 'outbox_default'::regclass"
        )
        return try row?.get(0, as: Int.self) ?? -1
    }
}

@Suite struct `Two services` {
    @Test func `talk through an event and the second does its part once`() async throws {
        let world = try await World.shared()
        let signing = try await SampleService(world.broker, schema: "signing", source: "signing")
        signing.startListening()
        let run = UUID().uuidString
        _ = try await world.ask(AddEntry(key: run, text: run))
        try await eventually("heard") {
            try await signing.count("SELECT count(*) FROM entries WHERE text = \(run)") == 1
        }
        for service in [world.service, signing] {
            #expect(try await service.count("SELECT count(*) FROM entries WHERE text = \(run)") == 1)
        }
        try await signing.close()
    }

    @Test func `a listener to every event also sees those without a route`() async throws {
        let broker = try await makeBroker()
        let announcer = try await SampleService(broker)
        let listener = try await SampleService(broker, schema: "identity", source: "identity")
        let types = Mutex<[String]>([])
        let routes = MessageRoutes(service: .identity)
            .event(EntryAdded.self) { _, _ in types.withLock { $0.append("routed") } }
            .everyEvent(of: [.contracts]) { envelope, _ in types.withLock { $0.append(envelope.headers.type) } }
        listener.start([listener.listener(.events, routes)])
        try await announcer.announce(key: "k", text: "t")
        try await announcer.database.database.withTransaction { try await $0.publish(UnroutedEvent(key: "k")) }
        #expect(try await announcer.relay().runOnce() == 2)
        try await eventually("seen") { types.withLock { $0.count } == 3 }
        #expect(types.withLock { $0 } == ["routed", EntryAdded.type, UnroutedEvent.type])
        try await listener.close()
        try await announcer.close()
    }
}

extension SampleService {
    func announce(key: String, text: String) async throws {
        try await context.run {
            try await database.database.withTransaction { try await $0.publish(EntryAdded(key: key, text: text)) }
        }
    }

    func unsent() async throws -> Int { try await count("SELECT count(*) FROM outbox WHERE sent_at IS NULL") }

    func noted() async throws -> Int { try await count("SELECT count(*) FROM entries") }

    /// Notes each `EntryAdded` in this service's own table.
    func startListening(service: ServiceName = .signing) {
        let routes = MessageRoutes(service: service).event(EntryAdded.self) { event, transaction in
            try await transaction.execute("INSERT INTO entries (key, text) VALUES (\(event.key), \(event.text))")
        }
        start([listener(.events, routes)])
    }
}

extension TestBroker {
    var port: String { String((embedded?.address ?? "").drop { $0 != ":" }) }
}

/// Collects what an ``EventFeed`` shows.
final class Feed: Sendable {
    private let events = Mutex<[EventEnvelope]>([])
    private let gaps = Mutex(0)
    private let running = Mutex<RunningServices?>(nil)
    private let health = HealthState()
    private let broker: TestBroker

    init(_ broker: TestBroker) {
        self.broker = broker
    }

    func start() async throws {
        let feed = EventFeed(
            kafka: broker.settings,
            services: [.contracts],
            clientID: "feed",
            health: health,
            metrics: Metrics(),
            logger: quiet,
            onGap: { [self] in gaps.withLock { $0 += 1 } },
            onEvent: { [self] event in events.withLock { $0.append(event) } }
        )
        let context = MessagingContext(source: "gateway", keys: try makeKeys())
        running.withLock { $0 = RunningServices([feed], in: context) }
        try await eventually("the feed is positioned") { health.isReady }
    }

    var all: [EventEnvelope] { events.withLock { $0 } }

    func stop() async throws {
        let services = running.withLock { $0 }
        try await services?.stop()
    }
}

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

@Suite struct `A whole service` {
    @Test func `migrates, becomes ready, answers, announces, runs jobs and stops`() async throws {
        let broker = try await makeBroker()
        let database = try await TestDatabase.open(schema: "elsewhere", migrations: [])
        let keys = "k1:" + Data(repeating: 7, count: 32).base64EncodedString()
        var environment = [
            "DATABASE_URL": database.runtimeURL, "DATABASE_OWNER_URL": database.ownerURL, "SEALING_KEYS": keys,
            "OPERATIONS_PORT": "0", "KAFKA_BROKERS": ProcessInfo.processInfo.environment["KAFKA_BROKERS"] ?? "",
        ]
        if broker.isEmbedded {
            environment["KAFKA_BROKERS"] = "file:" + broker.addressFile.path
            environment["KAFKA_SESSION_TIMEOUT_MS"] = "4000"
        }
        let settings = Settings(environment: environment)
        let declared = RuntimeSettings(settings, service: .contracts, operationsPort: 9001)
        try settings.validate()
        let runtime = try await ServiceRuntime(
            .contracts,
            settings: declared,
            migrations: [SampleHandlers.migration],
            logger: quiet
        )
        let handlers = SampleHandlers()
        let ran = Mutex<[String]>([])
        let routes = handlers.routes.event(EntryAdded.self) { event, transaction in
            try await transaction.schedule(Probe(name: event.text))
        }
        let jobs = JobRoutes().job(Probe.self) { job, _ in
            ran.withLock { $0.append(job.name) }
            return .done
        }
        let running = Task { try await runtime.run(routes: routes, jobs: jobs) }
        let gateway = try await SampleGateway(broker)
        try await eventually("ready") { runtime.health.isReady }
        let reply = try await gateway.client.ask(
            AddEntry(key: "k", text: "through"),
            as: .anonymous,
            deadline: .seconds(20)
        )
        #expect(reply.position == 1)
        try await eventually("its own event has led to a job") { ran.withLock { $0 } == ["through"] }
        // The gauge is read every few seconds, perhaps while the event waited.
        try await eventually("the outbox is seen to be empty") {
            runtime.metrics.prometheusText().contains("suiyue_outbox_depth{service=\"contracts\"} 0")
        }
        #expect(runtime.metrics.prometheusText().contains("outcome=\"handled\""))
        running.cancel()
        _ = try? await running.value
        try await gateway.close()
    }

    @Test func `is told all that is wrong with its settings at once`() {
        let settings = Settings(environment: ["SEALING_KEYS": "nonsense-13800000001", "KAFKA_FETCH_WAIT_MS": "x"])
        _ = RuntimeSettings(settings, service: .contracts, operationsPort: 9001)
        let problems = #expect(throws: SettingsProblems.self) { try settings.validate() }
        #expect(
            problems?.problems.map(\.key) == ["DATABASE_URL", "DATABASE_OWNER_URL", "SEALING_KEYS", "KAFKA_BROKERS"]
        )
        #expect(problems?.description.contains("13800000001") == false)
    }
}

@Suite struct `Keeping house` {
    @Test func `what has been kept long enough goes and the rest stays`() async throws {
        let database = try await TestDatabase.make(schema: "contracts", migrations: MessagingMigration.all)
        try await database.execute(
            """
            INSERT INTO inbox (consumer, message_id, type, received_at)
            SELECT 'c', gen_random_uuid(), 't', now() - make_interval(days => number / 200)
            FROM generate_series(1, 5000) AS number
            """
        )
        try await Housekeeping(database: database, logger: quiet).runOnce()
        let row = try await database.one("SELECT count(*), min(received_at) > now() - interval '17 days' FROM inbox")
        #expect(try row?.get(0, as: Int.self) == 3199)
        #expect(try row?.get(1, as: Bool.self) == true)
        await database.close()
    }

    @Test func `a service's own rows go when they have aged, even from behind row-level security`() async throws {
        let table = Migration(
            name: "aging",
            sql: """
                CREATE TABLE aging (id uuid PRIMARY KEY, at timestamptz NOT NULL);
                INSERT INTO aging SELECT gen_random_uuid(), now() - make_interval(days => d) FROM generate_series(0, 9) d;
                ALTER TABLE aging ENABLE ROW LEVEL SECURITY;
                ALTER TABLE aging FORCE ROW LEVEL SECURITY;
                CREATE POLICY service ON aging USING (current_setting('app.scope', true) = 'housekeeping');
                """
        )
        let opened = try await TestDatabase.open(schema: "contracts", migrations: MessagingMigration.all + [table])
        let kept = [KeptRows(table: "aging", by: "at", days: 4)]
        try await Housekeeping(database: opened.database, kept: kept, logger: quiet).runOnce()
        let admin = opened.adminDatabase()
        let row = try await admin.one("SELECT count(*) AS n, min(at) > now() - interval '5 days' AS young FROM aging")
        #expect(try row?.get("n", as: Int.self) == 4)
        #expect(try row?.get("young", as: Bool.self) == true)
        await admin.close()
        await opened.database.close()
    }
}

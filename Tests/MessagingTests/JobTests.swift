import Foundation
import Operations
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Messaging

@Suite struct `Jobs after commit` {
    @Test func `run once under two runners`() async throws {
        let world = try await JobWorld()
        for number in 0..<40 { try await world.schedule(Probe(name: "n\(number)")) }
        let runners = RunningServices([world.runner(), world.runner()], in: world.context)
        try await eventually("all ran") { world.runs.count == 40 }
        try await eventually("all are finished") { try await world.count("outcome = 'done'") == 40 }
        #expect(Set(world.runs).count == 40)
        try await runners.stop()
        await world.close()
    }

    @Test func `that find no place in one process are told to the others`() async throws {
        let world = try await JobWorld()
        world.isShut.withLock { $0 = true }
        let runner = RunningServices([world.runner(concurrency: 1)], in: world.context)
        let isTold = try await world.database.withDedicatedConnection { connection in
            try await OutboxStore.listen(on: connection)
            try await world.schedule(Probe(name: "held", isHeld: true))
            try await eventually("the only place is taken") { world.runs == ["held"] }
            try await world.schedule(Probe(name: "next"))
            return try await connection.isNotified(within: .seconds(20))
        }
        #expect(isTold)
        world.isShut.withLock { $0 = false }
        try await runner.stop()
        await world.close()
    }

    @Test func `of a transaction that was rolled back never run`() async throws {
        let world = try await JobWorld()
        await #expect(throws: TestFailure.self) {
            try await world.context.run {
                try await world.database.withTransaction { transaction in
                    try await transaction.schedule(Probe(name: "lost"))
                    throw TestFailure()
                }
            }
        }
        #expect(try await world.runner().runOnce() == 0)
        await world.close()
    }

    @Test func `are tried again and given up after the last try`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "bad", failures: 99))
        try await world.schedule(Probe(name: "shaky", failures: 2))
        let runner = world.runner(RetryPolicy(attempts: 3, base: .milliseconds(1), cap: .milliseconds(1)))
        try await eventually("both are over") {
            _ = try await runner.runOnce()
            return try await world.count("finished_at IS NOT NULL") == 2
        }
        #expect(world.runs.filter { $0 == "bad" }.count == 3)
        #expect(world.runs.filter { $0 == "shaky" }.count == 3)
        #expect(try await world.count("outcome = 'dead' AND last_error = 'a failure of the test'") == 1)
        #expect(try await world.count("outcome = 'done' AND attempts = 3") == 1)
        await world.close()
    }

    @Test func `that are tried again soon are not left to the slow look`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "shaky", failures: 2))
        let policy = RetryPolicy(attempts: 3, base: .milliseconds(1), cap: .milliseconds(1))
        let runners = RunningServices([world.runner(policy, poll: .seconds(3600))], in: world.context)
        try await eventually("it is done") { try await world.count("outcome = 'done' AND attempts = 3") == 1 }
        try await runners.stop()
        await world.close()
    }

    @Test func `may end with the last that they write, and only if that is stored`() async throws {
        let world = try await JobWorld()
        // It fails afterwards: what has ended does not begin again.
        try await world.schedule(Probe(name: "stored", failures: 9, ending: .stored))
        try await world.schedule(Probe(name: "undone", ending: .undone))
        // Long until the next try, however slow this one is.
        let runner = world.runner(RetryPolicy(base: .seconds(600)))
        #expect(try await runner.runOnce() == 2)
        #expect(try await world.count("outcome = 'done' AND last_error IS NULL") == 1)
        #expect(try await world.count("finished_at IS NULL AND attempts = 1") == 1)
        #expect(Set(world.runs) == ["stored", "undone"])
        await world.close()
    }

    @Test func `that cannot succeed are kept with their reason`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "hopeless", reason: "sms.number-unknown"))
        #expect(try await world.runner().runOnce() == 1)
        #expect(try await world.count("outcome = 'dead' AND last_error = 'sms.number-unknown'") == 1)
        try await Housekeeping(database: world.database, logger: quiet)
            .runOnce(today: Date(timeIntervalSinceNow: 30 * 86400))
        #expect(try await world.count("outcome = 'dead'") == 1)
        await world.close()
    }

    @Test func `with one key wait once until they begin`() async throws {
        let world = try await JobWorld()
        let later = Date(timeIntervalSinceNow: 3600)
        try await world.schedule(Probe(name: "first", uniqueKey: "k"), at: later)
        try await world.schedule(Probe(name: "second", uniqueKey: "k"))
        #expect(try await world.count("true") == 1)
        #expect(try await world.runner().runOnce() == 1)
        #expect(world.runs == ["first"])
        try await world.schedule(Probe(name: "third", uniqueKey: "k"))
        #expect(try await world.runner().runOnce() == 1)
        #expect(world.runs == ["first", "third"])
        await world.close()
    }

    @Test func `that repeat themselves stay one row`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "timer", uniqueKey: "timer", repeats: true))
        #expect(try await world.runner().runOnce() == 1)
        try await world.schedule(Probe(name: "timer", uniqueKey: "timer", repeats: true))
        #expect(try await world.count("finished_at IS NULL") == 1)
        #expect(try await world.runner().runOnce() == 1)
        #expect(try await world.count("finished_at IS NULL AND due_at > now()") == 1)
        await world.close()
    }

    @Test func `left by a process that ended are taken up after their lease`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "orphan"))
        try await world.database.execute("UPDATE jobs SET taken_until = now() + interval '1 hour', attempts = 1")
        #expect(try await world.runner().runOnce() == 0)
        try await world.database.execute("UPDATE jobs SET taken_until = now() - interval '1 second'")
        #expect(try await world.runner().runOnce() == 1)
        #expect(world.runs == ["orphan"])
        await world.close()
    }

    @Test func `hold their content sealed`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "13800000001"))
        let found = try await world.count("position(convert_to('13800000001', 'UTF8') IN payload) > 0")
        #expect(found == 0)
        await world.close()
    }

    @Test func `that take too long are cancelled`() async throws {
        let world = try await JobWorld()
        try await world.schedule(Probe(name: "slow", sleeps: true))
        let policy = RetryPolicy(attempts: 1, limit: .milliseconds(200))
        #expect(try await world.runner(policy).runOnce() == 1)
        #expect(try await world.count("outcome = 'dead' AND last_error LIKE 'not done within%'") == 1)
        await world.close()
    }
}

struct Probe: Job {
    static let kind = "contracts.test-probe"

    var name: String
    var uniqueKey: String?
    var failures = 0
    var reason: String?
    var repeats = false
    var sleeps = false
    /// Runs as long as the world is shut.
    var isHeld = false
    /// Ends in a transaction of its own, which is stored or not.
    var ending: Ending?

    enum Ending: String, Codable {
        case stored
        case undone
    }
}

final class JobWorld: Sendable {
    let database: Database
    let context: MessagingContext
    let isShut = Mutex(false)
    private let ran = Mutex<[String]>([])

    init() async throws {
        database = try await TestDatabase.make(schema: "contracts", migrations: MessagingMigration.all, poolSize: 6)
        context = MessagingContext(source: "contracts", keys: try makeKeys())
    }

    var runs: [String] { ran.withLock { $0 } }

    func runner(
        _ retry: RetryPolicy = .standard,
        concurrency: Int = 4,
        poll: Duration = .seconds(10)
    ) -> JobRunner {
        let routes = JobRoutes().job(Probe.self, retry: retry) { [self] job, context in
            ran.withLock { $0.append(job.name) }
            while job.isHeld, isShut.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
            if job.sleeps { try await Task.sleep(for: .seconds(60)) }
            if let reason = job.reason { return .failed(reason) }
            if job.repeats { return .again(at: Date(timeIntervalSinceNow: 3600)) }
            if let ending = job.ending {
                try await context.database.withTransaction { transaction in
                    try transaction.end(context)
                    if ending == .undone { throw TestFailure() }
                }
            }
            if context.attempt <= job.failures { throw TestFailure() }
            return .done
        }
        return JobRunner(
            database: database,
            routes: routes,
            context: context,
            concurrency: concurrency,
            poll: poll,
            metrics: Metrics(),
            logger: quiet
        )
    }

    func schedule(_ job: Probe, at date: Date? = nil) async throws {
        try await context.run {
            try await database.withTransaction { try await $0.schedule(job, at: date) }
        }
    }

    func count(_ condition: String) async throws -> Int {
        try await database.one("SELECT count(*) FROM jobs WHERE \(unescaped: condition)")?.get(0, as: Int.self) ?? -1
    }

    func close() async { await database.close() }
}

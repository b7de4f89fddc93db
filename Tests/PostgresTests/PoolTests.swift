import Foundation
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite
struct `Many tasks and few connections` {
    private func open(_ adjust: (inout DatabaseSettings) -> Void = { _ in }) async throws -> TestDatabase {
        try await TestDatabase.open(schema: "pool", migrations: [Samples.table], poolSize: 2, adjust: adjust)
    }

    private func end(_ pid: Int, of server: TestDatabase) async throws {
        let admin = server.adminDatabase()
        try await admin.execute("SELECT pg_terminate_backend(\(pid)::int, 10000)")
        await admin.close()
    }

    @Test
    func `every task is served and no more connections are opened`() async throws {
        let server = try await open()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<200 {
                group.addTask {
                    try await server.database.withTransaction { transaction in
                        try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(index))")
                        return try await transaction.query("SELECT pg_backend_pid() AS pid")[0].get("pid")
                    }
                }
            }
            var pids: Set<Int> = []
            for try await pid in group { pids.insert(pid) }
            #expect(pids.count <= 2)
        }
        #expect(try await Samples.count(server.database) == 200)
        #expect(server.database.health.waiting == 0)
        #expect(server.database.health.connections <= 2)
    }

    @Test
    func `a transaction that only read leaves nothing open, and its connection may end`() async throws {
        let server = try await open { $0.poolSize = 1 }
        func read() async throws -> Int {
            try await server.database.withTransaction(readOnly: true) { transaction in
                try await transaction.query("SELECT pg_backend_pid() AS pid")[0].get("pid")
            }
        }
        let pid = try await read()
        let admin = server.adminDatabase()
        // Asked until it is so; a transaction left open would stay "idle in transaction".
        var state: String?
        for _ in 0..<200 where state != "idle" {
            state = try await admin.one("SELECT state FROM pg_stat_activity WHERE pid = \(pid)")?.get("state")
            if state != "idle" { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(state == "idle")
        await admin.close()
        #expect(try await read() == pid)
        try await end(pid, of: server)
        #expect(try await read() != pid)
    }

    @Test
    func `work on a thread that may block stays on it`() async throws {
        let server = try await open()
        let thread = try BlockingThread()
        defer { thread.stop() }
        try await withTaskExecutorPreference(thread) {
            let own = currentThread()
            let inside = try await server.database.withTransaction { transaction in
                _ = try await transaction.one("SELECT 1")
                return currentThread()
            }
            #expect(inside == own && currentThread() == own)
        }
        // Elsewhere it is the connection's own, to which the cooperative pool's are not bound.
        let elsewhere = try await server.database.withTransaction { _ in currentThread() }
        #expect(elsewhere != currentThread())
    }

    private func currentThread() -> UInt { UInt(pthread_self()) }

    @Test
    func `a listening connection hears of notifications, and its task can be cancelled`() async throws {
        let server = try await open()
        try await server.database.withDedicatedConnection { connection in
            try await connection.execute("LISTEN \(identifier: "heard")")
            #expect(try await !connection.isNotified(within: .milliseconds(10)))
            try await server.database.execute("SELECT pg_notify('unheard', ''), pg_notify('heard', '')")
            #expect(try await connection.isNotified(within: .seconds(20)))
            #expect(try await !connection.isNotified(within: .milliseconds(10)))
            #expect(try await connection.one("SELECT 7 AS n")?.get("n", as: Int.self) == 7)
        }
        let waiting = Task {
            try await server.database.withDedicatedConnection { try await $0.isNotified(within: .seconds(600)) }
        }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test
    func `a statement is prepared once and used again`() async throws {
        let server = try await open {
            $0.poolSize = 1; $0.statementCacheSize = 8
        }
        for index in 0..<5 { try await server.database.execute("INSERT INTO samples (a_int) VALUES (\(index))") }
        let held: SQL = "SELECT name, statement, generic_plans + custom_plans AS runs FROM pg_prepared_statements"
        let inserts = try await server.database.query(held).filter {
            try $0.get("statement", as: String.self).hasPrefix("INSERT")
        }
        #expect(inserts.count == 1)
        #expect(try inserts.first?.get("runs") == 5)
        for index in 0..<40 { _ = try await server.database.query(SQL(stringLiteral: "SELECT \(index)")) }
        #expect(try await server.database.query(held).count <= 8)
    }

    @Test
    func `the same text with other types is another statement`() async throws {
        let server = try await open { $0.poolSize = 1 }
        for _ in 0..<3 {
            #expect(try await server.database.query("SELECT \("t") AS v")[0].get("v") == "t")
            #expect(try await server.database.query("SELECT \(true) AS v")[0].get("v") == true)
        }
    }

    @Test
    func `a statement whose table changed shape works again`() async throws {
        let server = try await open { $0.poolSize = 1 }
        let read: SQL = "SELECT * FROM samples"
        _ = try await server.database.query(read)
        let owner = server.ownerDatabase()
        try await owner.execute("ALTER TABLE samples ADD COLUMN more text")
        await #expect(throws: PostgresError.self) { try await server.database.query(read) }
        _ = try await server.database.query(read)
        await owner.close()
    }

    @Test
    func `a connection killed in the middle gives a retriable error and is replaced`() async throws {
        let server = try await open()
        let error = await #expect(throws: PostgresError.self) {
            try await server.database.withTransaction { transaction in
                let pid = try await transaction.query("SELECT pg_backend_pid() AS pid")[0].get("pid", as: Int.self)
                try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(1))")
                try await end(pid, of: server)
                try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(2))")
            }
        }
        #expect(error?.isRetriable == true)
        #expect(try await Samples.count(server.database) == 0)
        #expect(server.database.health.lastConnectionFailure == nil)
    }

    @Test
    func `a connection killed during a statement gives a retriable error`() async throws {
        let server = try await open()
        let pids = AsyncStream<Int>.makeStream()
        async let sleeping: Void = server.database.withTransaction { transaction in
            pids.continuation.yield(try await transaction.query("SELECT pg_backend_pid() AS pid")[0].get("pid"))
            try await transaction.execute("SELECT pg_sleep(20)")
        }
        for await pid in pids.stream {
            try await end(pid, of: server)
            break
        }
        do {
            try await sleeping
            Issue.record("the statement went on")
        } catch let error as PostgresError {
            #expect(error.sqlState == "57P01")
            #expect(error.isRetriable)
        }
        for _ in 0..<4 { #expect(try await Samples.count(server.database) == 0) }
    }

    @Test
    func `a connection killed before COMMIT leaves the outcome open`() async throws {
        let server = try await open()
        let error = await #expect(throws: PostgresError.self) {
            try await server.database.withTransaction { transaction in
                let pid = try await transaction.query("SELECT pg_backend_pid() AS pid")[0].get("pid", as: Int.self)
                try await end(pid, of: server)
            }
        }
        #expect(error?.isOutcomeUnknown == true)
        #expect(error?.isRetriable == true)
    }

    @Test
    func `idle connections the server closed are not noticed by their next users`() async throws {
        let server = try await open()
        for _ in 0..<3 {
            let pid = try await server.database.query("SELECT pg_backend_pid() AS pid")[0].get("pid", as: Int.self)
            try await end(pid, of: server)
            #expect(try await Samples.count(server.database) == 0)
        }
    }

    @Test
    func `the server stops a statement that takes too long`() async throws {
        let server = try await open { $0.statementTimeout = .milliseconds(100) }
        let error = await #expect(throws: PostgresError.self) {
            try await server.database.query("SELECT pg_sleep(20)")
        }
        #expect(error?.isStatementTimeout == true)
        #expect(error?.isRetriable == false)
        #expect(try await Samples.count(server.database) == 0)
    }

    @Test
    func `waiting for a lock ends with a retriable error`() async throws {
        let server = try await open { $0.lockTimeout = .milliseconds(100) }
        try await server.database.withTransaction { holder in
            try await holder.execute("LOCK TABLE samples IN ACCESS EXCLUSIVE MODE")
            let error = await #expect(throws: PostgresError.self) { try await Samples.count(server.database) }
            #expect(error?.sqlState == "55P03")
            #expect(error?.isRetriable == true)
        }
    }

    @Test
    func `cancelling a task stops its statement and gives the connection back`() async throws {
        let server = try await open { $0.poolSize = 1 }
        let started = AsyncStream<Void>.makeStream()
        let task = Task {
            try await server.database.withTransaction { transaction in
                try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(1))")
                started.continuation.yield()
                try await transaction.execute("SELECT pg_sleep(25)")
            }
        }
        for await _ in started.stream { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await Samples.count(server.database) == 0)
    }

    @Test
    func `a cancelled waiter leaves the queue and the others go on`() async throws {
        let server = try await open { $0.poolSize = 1 }
        let (started, release) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        async let holder: Void = server.database.withTransaction { transaction in
            _ = try await transaction.query("SELECT 1")
            started.continuation.yield()
            for await _ in release.stream { break }
        }
        for await _ in started.stream { break }
        let leaving = Task { try await server.database.query("SELECT 1").count }
        let staying = Task { try await server.database.query("SELECT 1").count }
        while server.database.health.waiting < 2 { await Task.yield() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        release.continuation.yield()
        #expect(try await staying.value == 1)
        try await holder
    }

    @Test
    func `waiting too long for a connection is a retriable error`() async throws {
        let server = try await open {
            $0.poolSize = 1; $0.acquireTimeout = .milliseconds(50)
        }
        try await server.database.withTransaction { transaction in
            _ = try await transaction.query("SELECT 1")
            let error = await #expect(throws: PostgresError.self) { try await server.database.query("SELECT 1") }
            #expect(error?.sqlState == "53300")
            #expect(error?.isRetriable == true)
        }
        #expect(try await server.database.query("SELECT 1").count == 1)
    }

    @Test
    func `a server that cannot be reached is named without its address`() async throws {
        let settings = DatabaseSettings(url: "postgres://u:geheim@127.0.0.1:1/none", schema: "pool")
        let database = Database(settings, logger: Logger(label: "test"))
        let error = await #expect(throws: PostgresError.self) { try await database.ping() }
        #expect(error?.isConnectionLoss == true)
        #expect(error?.description.contains("geheim") == false)
        #expect("\(settings)".contains("geheim") == false)
        #expect(database.health.lastConnectionFailure == "08001")
    }

    @Test
    func `a closed database ends its connections and refuses work`() async throws {
        let server = try await open()
        _ = try await server.database.query("SELECT 1")
        await server.database.close()
        await #expect(throws: PostgresError.self) { try await server.database.query("SELECT 1") }
        let admin = server.adminDatabase()
        let left: SQL = "SELECT 1 FROM pg_stat_activity WHERE usename = \(server.runtimeRole)"
        while try await !admin.query(left).isEmpty { await Task.yield() }
        await admin.close()
    }

    @Test
    func `a lock of a dedicated connection is held until its body ends`() async throws {
        let server = try await open()
        let take: SQL = "SELECT pg_try_advisory_lock(77) AS got"
        try await server.database.withDedicatedConnection { first in
            #expect(try await first.query(take)[0].get("got") == true)
            try await first.withTransaction { try await $0.execute("INSERT INTO samples (a_int) VALUES (\(1))") }
            try await server.database.withDedicatedConnection { second in
                let got = try await second.query(take)[0].get("got", as: Bool.self)
                #expect(!got)
            }
        }
        try await server.database.withDedicatedConnection { third in
            while try await third.query(take)[0].get("got", as: Bool.self) == false { await Task.yield() }
        }
        #expect(try await Samples.count(server.database) == 1)
    }
}

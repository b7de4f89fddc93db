import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite
struct `Work inside a transaction` {
    private func open() async throws -> Database {
        try await TestDatabase.make(schema: "work", migrations: [Samples.table])
    }

    @Test
    func `what a thrown error interrupted is not stored`() async throws {
        let database = try await open()
        await #expect(throws: Stumble.self) {
            try await database.withTransaction { transaction in
                try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(1))")
                throw Stumble()
            }
        }
        #expect(try await Samples.count(database) == 0)
        try await database.withTransaction { transaction in
            let made = try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(1)), (\(2))")
            #expect(made == 2)
        }
        #expect(try await Samples.count(database) == 2)
    }

    @Test
    func `a swallowed error still fails the transaction`() async throws {
        let database = try await open()
        let error = await #expect(throws: PostgresError.self) {
            try await database.withTransaction { transaction in
                try await transaction.execute("INSERT INTO samples (a_text) VALUES (\("once"))")
                _ = try? await transaction.execute("INSERT INTO samples (a_text) VALUES (\("once"))")
            }
        }
        #expect(error?.isUniqueViolation == true)
        #expect(error?.constraint == "samples_a_text_key")
        #expect(try await Samples.count(database) == 0)
    }

    @Test
    func `an error names the constraint and never the value`() async throws {
        let database = try await open()
        let error = await #expect(throws: PostgresError.self) {
            try await database.execute("INSERT INTO samples (a_int, a_text) VALUES (\(4711), \("geheim"))")
        }
        #expect(error?.constraint == "small_int")
        #expect(error?.isCheckViolation == true)
        #expect(error?.description.contains("4711") == false)
        let cast = await #expect(throws: PostgresError.self) {
            try await database.execute("SELECT \("geheim")::uuid")
        }
        #expect(cast?.description.contains("geheim") == false)
    }

    @Test
    func `a savepoint undoes only its own part`() async throws {
        let database = try await open()
        try await database.withTransaction { transaction in
            try await transaction.execute("INSERT INTO samples (a_text) VALUES (\("kept"))")
            await #expect(throws: PostgresError.self) {
                try await transaction.savepoint {
                    try await transaction.execute("INSERT INTO samples (a_text) VALUES (\("lost"))")
                    try await transaction.execute("INSERT INTO samples (a_text) VALUES (\("kept"))")
                }
            }
            await #expect(throws: Stumble.self) {
                try await transaction.savepoint {
                    try await transaction.savepoint {
                        try await transaction.execute("INSERT INTO samples (a_text) VALUES (\("inner"))")
                    }
                    throw Stumble()
                }
            }
            await #expect(throws: Stumble.self) { try await transaction.savepoint { throw Stumble() } }
            try await transaction.savepoint {
                try transaction.later("INSERT INTO samples (a_text) VALUES (\("also kept"))")
            }
        }
        let rows = try await database.query("SELECT a_text FROM samples ORDER BY id")
        #expect(try rows.map { try $0.get("a_text", as: String.self) } == ["kept", "also kept"])
    }

    @Test
    func `queued statements travel with the next one or with COMMIT`() async throws {
        let database = try await open()
        try await database.withTransaction { transaction in
            try transaction.later("INSERT INTO samples (a_int) VALUES (\(1))")
            let rows = try await transaction.query("SELECT count(*) AS n FROM samples")
            #expect(try rows[0].get("n") == 1)
            try transaction.later("INSERT INTO samples (a_int) VALUES (\(2))")
        }
        #expect(try await Samples.count(database) == 2)
        let error = await #expect(throws: PostgresError.self) {
            try await database.withTransaction { transaction in
                try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(3))")
                try transaction.later("INSERT INTO samples (a_int) VALUES (\(5000))")
            }
        }
        #expect(error?.isCheckViolation == true)
        #expect(try await Samples.count(database) == 2)
    }

    @Test
    func `a pipeline answers in order and stops at the first error`() async throws {
        let database = try await open()
        try await database.withTransaction { transaction in
            let answers = try await transaction.pipeline([
                "SELECT 1 AS n", "INSERT INTO samples (a_int) VALUES (\(7))", "SELECT a_int AS n FROM samples",
            ])
            #expect(answers.map(\.count) == [1, 0, 1])
            #expect(try answers[2][0].get("n") == 7)
        }
        let error = await #expect(throws: PostgresError.self) {
            try await database.withTransaction { transaction in
                try await transaction.pipeline(["SELECT 1", "SELECT 1 / 0", "SELECT 2"])
            }
        }
        #expect(error?.sqlState == "22012")
        #expect(try await database.query("SELECT 1").count == 1)
    }

    @Test
    func `actions after commit run only when it was stored`() async throws {
        let database = try await open()
        let calls = Mutex<[String]>([])
        try await database.withTransaction { transaction in
            transaction.afterCommit { calls.withLock { $0.append("stored") } }
            try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(1))")
            #expect(calls.withLock { $0.isEmpty })
        }
        try? await database.withTransaction { transaction in
            transaction.afterCommit { calls.withLock { $0.append("never") } }
            try await transaction.execute("SELECT 1")
            throw Stumble()
        }
        #expect(calls.withLock { $0 } == ["stored"])
    }

    @Test
    func `a read-only transaction refuses to write`() async throws {
        let database = try await open()
        let error = await #expect(throws: PostgresError.self) {
            try await database.withTransaction(readOnly: true) { transaction in
                try await transaction.execute("INSERT INTO samples (a_int) VALUES (\(1))")
            }
        }
        #expect(error?.sqlState == "25006")
    }

    @Test
    func `two serializable transactions that cross ask for a retry`() async throws {
        let database = try await open()
        try await database.execute("INSERT INTO samples (a_int) VALUES (1), (2)")
        let read: SQL = "SELECT sum(a_int) AS n FROM samples"
        let error = await #expect(throws: PostgresError.self) {
            try await database.withTransaction(isolation: .serializable) { first in
                _ = try await first.query(read)
                try await database.withTransaction(isolation: .serializable) { second in
                    _ = try await second.query(read)
                    try await second.execute("INSERT INTO samples (a_int) VALUES (3)")
                }
                try await first.execute("INSERT INTO samples (a_int) VALUES (4)")
            }
        }
        #expect(error?.sqlState == "40001")
        #expect(error?.isRetriable == true)
    }

    @Test
    func `a transaction kept beyond its body refuses to work`() async throws {
        let database = try await open()
        nonisolated(unsafe) var kept: Transaction?
        try await database.withTransaction { kept = $0 }
        let error = await #expect(throws: PostgresError.self) { try await kept?.execute("SELECT 1") }
        #expect(error?.isRetriable == false)
    }
}

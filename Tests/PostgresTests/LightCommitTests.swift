import Postgres
import TestSupport
import Testing

@Suite struct `A write that may be lost` {
    @Test func `does not wait for the disk, and the next one on the connection does`() async throws {
        let opened = try await TestDatabase.open(schema: "lightly", migrations: [], poolSize: 1)
        let database = opened.database
        func setting() async throws -> String {
            try await database.one("SELECT current_setting('synchronous_commit') AS now")?.get("now") ?? ""
        }
        let row = try await database.one(
            "SELECT current_setting('synchronous_commit') AS now FROM \(SQL.lightly) WHERE lightly IS NOT NULL"
        )
        #expect(try row?.get("now") == "off")
        #expect(try await setting() == "on")
        try await database.withTransaction(context: SQL.lightContext) { transaction in
            let row = try await transaction.one("SELECT current_setting('synchronous_commit') AS now")
            #expect(try row?.get("now") == "off")
        }
        #expect(try await setting() == "on")
        await database.close()
    }
}

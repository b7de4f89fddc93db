import Foundation
import Postgres
import TestSupport
import Testing

@Suite
struct `Rows that belong to one enterprise` {
    private static let migration = Migration(
        name: "0001-secrets",
        sql: """
            CREATE TABLE secrets (enterprise_id uuid NOT NULL, body text NOT NULL);
            ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
            ALTER TABLE secrets FORCE ROW LEVEL SECURITY;
            CREATE POLICY own ON secrets
                USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid)
                WITH CHECK (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);
            """
    )

    @Test
    func `the next user of the connection does not see them`() async throws {
        let database = try await TestDatabase.make(schema: "tenants", migrations: [Self.migration], poolSize: 1)
        let mine = UUID()
        let other = UUID()
        let pid: SQL = "SELECT pg_backend_pid() AS pid"
        let first = try await database.withTransaction(context: ["app.enterprise_id": mine.uuidString]) { transaction in
            try await transaction.execute("INSERT INTO secrets VALUES (\(mine), \("mine"))")
            return try await transaction.query(pid)[0].get("pid", as: Int.self)
        }
        let second = try await database.withTransaction { transaction in
            #expect(try await transaction.query("SELECT * FROM secrets").isEmpty)
            return try await transaction.query(pid)[0].get("pid", as: Int.self)
        }
        #expect(first == second)
        #expect(try await database.query("SELECT * FROM secrets").isEmpty)
        // The same after a rollback.
        try? await database.withTransaction(context: ["app.enterprise_id": mine.uuidString]) { transaction in
            #expect(try await transaction.query("SELECT * FROM secrets").count == 1)
            throw Stumble()
        }
        #expect(try await database.query("SELECT * FROM secrets").isEmpty)
        try await database.withTransaction(context: ["app.enterprise_id": other.uuidString]) { transaction in
            let seen = try await transaction.query("SELECT * FROM secrets")
            let changed = try await transaction.execute("UPDATE secrets SET body = 'taken'")
            #expect(seen.isEmpty && changed == 0)
        }
    }

    @Test
    func `nobody can write into another enterprise`() async throws {
        let database = try await TestDatabase.make(schema: "tenants", migrations: [Self.migration])
        let error = await #expect(throws: PostgresError.self) {
            try await database.withTransaction(context: ["app.enterprise_id": UUID().uuidString]) { transaction in
                try await transaction.execute("INSERT INTO secrets VALUES (\(UUID()), \("x"))")
            }
        }
        #expect(error?.isPermissionDenied == true)
    }
}

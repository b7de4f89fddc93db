import Foundation
import Logging
import Postgres
import TestSupport
import Testing

@Suite
struct `Bringing a schema up to date` {
    private let second = Migration(
        name: "0002-audit",
        sql: """
            CREATE TABLE audit (line text NOT NULL);
            REVOKE UPDATE, DELETE ON audit FROM {{runtime_role}};
            CREATE FUNCTION {{schema}}.shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
            INSERT INTO audit VALUES ('it''s \\ "here"');
            """
    )

    private func migrate(_ server: TestDatabase, _ files: [Migration]) async throws -> [String] {
        try await Migrator(schema: "house", files: files).run(ownerURL: server.ownerURL, runtimeURL: server.runtimeURL)
    }

    @Test
    func `from nothing, again, and one step further`() async throws {
        let server = try await TestDatabase.open(schema: "house", migrations: [])
        #expect(try await migrate(server, [Samples.table]) == ["0001-samples"])
        #expect(try await migrate(server, [Samples.table]) == [])
        #expect(try await migrate(server, [Samples.table, second]) == ["0002-audit"])
        #expect(try await server.database.query("SELECT name FROM schema_migrations").count == 2)
        #expect(try await server.database.query("SELECT shout(line) AS l FROM audit")[0].get("l") == "IT'S \\ \"HERE\"")
    }

    @Test
    func `a changed, a lost and a doubled migration are refused`() async throws {
        let server = try await TestDatabase.open(schema: "house", migrations: [Samples.table])
        let changed = Migration(name: Samples.table.name, sql: Samples.table.sql + " -- more")
        await #expect(throws: MigrationProblem.changed(name: "0001-samples")) { try await migrate(server, [changed]) }
        await #expect(throws: MigrationProblem.unknownApplied(name: "0001-samples")) {
            try await migrate(server, [second])
        }
        await #expect(throws: MigrationProblem.duplicateName(name: "0002-audit")) {
            try await migrate(server, [second, second])
        }
    }

    @Test
    func `a failing migration leaves nothing behind`() async throws {
        let server = try await TestDatabase.open(schema: "house", migrations: [Samples.table])
        let broken = Migration(name: "0002-broken", sql: "CREATE TABLE half (x int); SELECT 1 / 0;")
        let error = await #expect(throws: PostgresError.self) { try await migrate(server, [Samples.table, broken]) }
        #expect(error?.sqlState == "22012")
        let committing = Migration(name: "0002-commit", sql: "COMMIT; SELECT 1")
        await #expect(throws: MigrationProblem.endsTransaction(name: "0002-commit")) {
            try await migrate(server, [Samples.table, committing])
        }
        #expect(try await migrate(server, [Samples.table, second]) == ["0002-audit"])
        #expect(
            try await server.database.query("SELECT to_regclass('half')::text AS c")[0].get("c", as: String?.self)
                == nil
        )
    }

    @Test
    func `two programs at once apply each step once`() async throws {
        let server = try await TestDatabase.open(schema: "house", migrations: [])
        let files = [Samples.table, second]
        async let one = migrate(server, files)
        async let two = migrate(server, files)
        async let three = migrate(server, files)
        let done = try await [one, two, three]
        #expect(done.flatMap { $0 }.sorted() == ["0001-samples", "0002-audit"])
    }

    @Test
    func `the runtime role works with the tables and cannot change them`() async throws {
        let server = try await TestDatabase.open(schema: "house", migrations: [Samples.table, second])
        let database = server.database
        try await database.execute("INSERT INTO samples (a_int) VALUES (\(1))")
        try await database.execute("INSERT INTO audit VALUES (\("x"))")
        let refused: [SQL] = [
            "UPDATE audit SET line = 'y'", "DELETE FROM audit", "DROP TABLE samples", "CREATE TABLE mine (x int)",
            "TRUNCATE samples", "INSERT INTO schema_migrations VALUES ('x', 'y')", "CREATE TABLE public.mine (x int)",
            "ALTER TABLE samples DISABLE ROW LEVEL SECURITY", "CREATE ROLE friend",
        ]
        for statement in refused {
            let error = await #expect(throws: PostgresError.self, "\(statement.text)") {
                try await database.execute(statement)
            }
            #expect(error?.isPermissionDenied == true, "\(statement.text)")
        }
    }

    @Test
    func `the runtime role gets its password and is checked`() async throws {
        let server = try await TestDatabase.open(schema: "house", migrations: [Samples.table])
        let cluster = try await TestCluster.shared()
        func ping(_ password: String) async throws {
            let url = cluster.tcpURL(user: server.runtimeRole, password: password, database: server.name)
            let database = Database(DatabaseSettings(url: url, schema: "house"), logger: Logger(label: "test"))
            try await database.ping()
        }
        try await ping("runtime")
        // An outside server may trust every local connection.
        if cluster.isThrowAway { await #expect(throws: PostgresError.self) { try await ping("wrong") } }
        let migrator = Migrator(schema: "house", files: [Samples.table])
        await #expect(throws: MigrationProblem.runtimeRoleTooPowerful) {
            try await migrator.run(ownerURL: server.ownerURL, runtimeRole: "postgres")
        }
        await #expect(throws: MigrationProblem.runtimeRoleOwnsSchema) {
            try await migrator.run(ownerURL: server.ownerURL, runtimeURL: server.ownerURL)
        }
        await #expect(throws: MigrationProblem.badName("Robert'; --")) {
            try await migrator.run(ownerURL: server.ownerURL, runtimeRole: "Robert'; --")
        }
    }
}

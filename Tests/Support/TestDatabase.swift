import Foundation
import Logging
package import Postgres

/// A database of its own for one suite, with a schema, an owner role and a runtime role.
package struct TestDatabase: Sendable {
    package let database: Database
    package let schema: String
    /// The database's name on the server.
    package let name: String
    /// Superuser's URL.
    package let adminURL: String
    /// URL of the role that owns the schema.
    package let ownerURL: String
    /// URL of the role services run as.
    package let runtimeURL: String
    package let runtimeRole: String

    /// A migrated database seen as the runtime role.
    package static func make(
        schema: String,
        migrations: [Migration],
        poolSize: Int = 4
    ) async throws -> Database {
        try await open(schema: schema, migrations: migrations, poolSize: poolSize).database
    }

    /// The same with the URLs, for suites that start whole services or look behind the runtime role.
    package static func open(
        schema: String,
        migrations: [Migration],
        poolSize: Int = 4,
        adjust: (inout DatabaseSettings) -> Void = { _ in }
    ) async throws -> TestDatabase {
        let server = try await TestCluster.shared()
        let mark = UUID().uuidString.lowercased().prefix(8)
        let name = "t_\(schema.prefix(20))_\(mark)"
        let owner = "o_\(schema.prefix(20))_\(mark)"
        let runtime = "r_\(schema.prefix(20))_\(mark)"
        let admin = Database(
            DatabaseSettings(url: server.url(), schema: "public", poolSize: 1, statementTimeout: .seconds(60)),
            logger: Logger(label: "test")
        )
        try server.willMake(database: name, roles: [runtime, owner])
        try await admin.execute("CREATE ROLE \(identifier: owner) LOGIN CREATEROLE PASSWORD 'owner'")
        try await admin.execute("CREATE DATABASE \(identifier: name) OWNER \(identifier: owner)")
        await admin.close()
        let ownerURL = server.url(user: owner, password: "owner", database: name)
        let runtimeURL = server.url(user: runtime, password: "runtime", database: name)
        try await Migrator(schema: schema, files: migrations).run(ownerURL: ownerURL, runtimeURL: runtimeURL)
        var settings = DatabaseSettings(url: runtimeURL, schema: schema, poolSize: poolSize)
        // Build machines are slow and shared; a suite that tests the limits sets its own.
        settings.statementTimeout = .seconds(30)
        settings.lockTimeout = .seconds(20)
        settings.idleInTransactionTimeout = .seconds(60)
        settings.acquireTimeout = .seconds(60)
        settings.connectTimeout = .seconds(20)
        adjust(&settings)
        return TestDatabase(
            database: Database(settings, logger: Logger(label: "test")),
            schema: schema,
            name: name,
            adminURL: server.url(database: name),
            ownerURL: ownerURL,
            runtimeURL: runtimeURL,
            runtimeRole: runtime
        )
    }

    /// A pool of the schema's owner, who bypasses nothing but owns the tables.
    package func ownerDatabase(poolSize: Int = 1) -> Database {
        Database(
            DatabaseSettings(url: ownerURL, schema: schema, poolSize: poolSize),
            logger: Logger(label: "test")
        )
    }

    /// A pool of the superuser, to look at everything and to end connections.
    package func adminDatabase(poolSize: Int = 1) -> Database {
        var settings = DatabaseSettings(url: adminURL, schema: schema, poolSize: poolSize)
        // As patient as the other pool: all tests of a process share this one.
        settings.statementTimeout = .seconds(30)
        settings.acquireTimeout = .seconds(60)
        settings.connectTimeout = .seconds(20)
        return Database(settings, logger: Logger(label: "test"))
    }
}

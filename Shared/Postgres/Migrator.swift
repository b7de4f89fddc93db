/// Brings one schema up to date, from nothing or from any earlier state.
package struct Migrator: Sendable {
    package let schema: String
    package let files: [Migration]
    /// How long to wait for another program that is migrating the same database.
    package var patience: Duration = .seconds(60)

    package init(schema: String, files: [Migration]) {
        self.schema = schema
        self.files = files
    }

    /// Applies what is missing, each migration in its own transaction, and returns the names applied now.
    ///
    /// Throws `MigrationProblem` when the history does not fit, `PostgresError` when the server refuses.
    @discardableResult
    package func run(ownerURL: String, runtimeRole: RuntimeRole) async throws -> [String] {
        guard isPlainIdentifier(schema) else { throw MigrationProblem.badName(schema) }
        guard isPlainIdentifier(runtimeRole.name) else { throw MigrationProblem.badName(runtimeRole.name) }
        var names: Set<String> = []
        for file in files where !names.insert(file.name).inserted {
            throw MigrationProblem.duplicateName(name: file.name)
        }
        let thread = try BlockingThread()
        defer { thread.stop() }
        return try await withTaskExecutorPreference(thread) {
            try await apply(ownerURL: ownerURL, role: runtimeRole)
        }
    }

    /// The same with the runtime role, and the password it gets when it is created, taken from the service's URL.
    @discardableResult
    package func run(ownerURL: String, runtimeURL: String) async throws -> [String] {
        try await run(ownerURL: ownerURL, runtimeRole: try RuntimeRole(url: runtimeURL))
    }

    // Asynchronous only to run on the preferred thread: everything inside blocks.
    private func apply(ownerURL: String, role: RuntimeRole) async throws -> [String] {
        let connection = try ScriptConnection(url: ownerURL, applicationName: "suiyue-migrate-\(schema)")
        try lock(connection)
        try RuntimeRolePreparation(connection: connection, role: role).run()
        try prepareSchema(connection)
        let applied = try appliedHashes(connection)
        try checkHistory(applied, connection)
        try prepareGrants(connection, role: role, hasHistory: !applied.isEmpty)
        var done: [String] = []
        for file in files where applied[file.name] == nil {
            try Task.checkCancellation()
            try apply(file, role: role, connection)
            done.append(file.name)
        }
        return done
    }

    private func lock(_ connection: ScriptConnection) throws {
        try connection.run("SET lock_timeout = \(max(1, patience.wholeMilliseconds)); SET TimeZone = 'UTC'")
        do {
            // One lock for the whole database: roles and the public schema are shared by all schemas.
            try connection.run("SELECT pg_advisory_lock(hashtextextended('suiyue migrations', 0))", named: "lock")
        } catch let error as PostgresError where error.sqlState == "55P03" {
            throw MigrationProblem.lockTimedOut
        }
        try connection.run("SET lock_timeout = '10s'")
    }

    private func prepareSchema(_ connection: ScriptConnection) throws {
        let quoted = quotedIdentifier(schema)
        let exists = try connection.run("SELECT to_regnamespace(\(quotedLiteral(schema))) IS NOT NULL")
        if exists.first?.first != "t" { try connection.run("CREATE SCHEMA \(quoted)", named: "create schema") }
        try connection.run(
            """
            CREATE TABLE IF NOT EXISTS \(quoted).schema_migrations (
                name text PRIMARY KEY,
                sha256 text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """,
            named: "create schema_migrations"
        )
        let open = try connection.run(
            "SELECT has_schema_privilege('public', 'public', 'USAGE') WHERE to_regnamespace('public') IS NOT NULL"
        )
        guard open.first?.first == "t" else { return }
        do { try connection.run("REVOKE ALL ON SCHEMA public FROM PUBLIC") } catch let error as PostgresError
            where error.isPermissionDenied
        {
            // An owner of a single schema does not own "public"; nothing of ours lives there.
        }
    }

    private func appliedHashes(_ connection: ScriptConnection) throws -> [String: String] {
        let rows = try connection.run("SELECT name, sha256 FROM \(quotedIdentifier(schema)).schema_migrations")
        var hashes: [String: String] = [:]
        for row in rows {
            if let name = row[0], let hash = row[1] { hashes[name] = hash }
        }
        return hashes
    }

    private func checkHistory(_ applied: [String: String], _ connection: ScriptConnection) throws {
        let known = Set(files.map(\.name))
        for name in applied.keys.sorted() where !known.contains(name) {
            throw MigrationProblem.unknownApplied(name: name)
        }
        for file in files {
            guard let hash = applied[file.name] else { continue }
            guard try connection.run("SELECT \(Self.hash(file))").first?.first == hash else {
                throw MigrationProblem.changed(name: file.name)
            }
        }
    }

    private func prepareGrants(_ connection: ScriptConnection, role: RuntimeRole, hasHistory: Bool) throws {
        let schema = quotedIdentifier(schema)
        let name = quotedIdentifier(role.name)
        let granted = try connection.run(
            "SELECT has_schema_privilege(\(quotedLiteral(role.name)), \(quotedLiteral(self.schema)), 'USAGE')"
        )
        if hasHistory {
            // Granting again would undo what a migration took away from the role on purpose.
            guard granted.first?.first == "t" else { throw MigrationProblem.runtimeRoleChanged }
            return
        }
        try connection.run(
            """
            BEGIN;
            REVOKE ALL ON SCHEMA \(schema) FROM PUBLIC;
            GRANT USAGE ON SCHEMA \(schema) TO \(name);
            GRANT SELECT ON \(schema).schema_migrations TO \(name);
            ALTER DEFAULT PRIVILEGES IN SCHEMA \(schema) GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO \(name);
            ALTER DEFAULT PRIVILEGES IN SCHEMA \(schema) GRANT USAGE, SELECT ON SEQUENCES TO \(name);
            ALTER DEFAULT PRIVILEGES IN SCHEMA \(schema) GRANT EXECUTE ON FUNCTIONS TO \(name);
            COMMIT
            """,
            named: "grants"
        )
    }

    private func apply(_ file: Migration, role: RuntimeRole, _ connection: ScriptConnection) throws {
        let schema = quotedIdentifier(schema)
        let script = file.sql
            .replacing("{{runtime_role}}", with: quotedIdentifier(role.name))
            .replacing("{{schema}}", with: schema)
        try connection.run("BEGIN; SET LOCAL search_path = \(schema), pg_temp")
        do {
            try connection.run(script, named: "migration \(file.name)")
            guard connection.isInTransaction else { throw MigrationProblem.endsTransaction(name: file.name) }
            try connection.run(
                """
                INSERT INTO \(schema).schema_migrations (name, sha256)
                VALUES (\(quotedLiteral(file.name)), \(Self.hash(file)))
                """,
                named: "record \(file.name)"
            )
            try connection.run("COMMIT", named: "migration \(file.name)")
        } catch {
            _ = try? connection.run("ROLLBACK")
            throw error
        }
    }

    /// An SQL expression for the hash of a migration's text.
    private static func hash(_ file: Migration) -> String {
        "encode(sha256(convert_to(\(quotedLiteral(file.sql)), 'UTF8')), 'hex')"
    }
}

/// Makes sure that the role a service runs as exists and cannot get around row-level security.
private struct RuntimeRolePreparation {
    let connection: ScriptConnection
    let role: RuntimeRole

    func run() throws {
        if try connection.run("SELECT current_user").first?.first == role.name {
            throw MigrationProblem.runtimeRoleOwnsSchema
        }
        if try attributes() == nil { try create() }
        guard try attributes() == "f" else { throw MigrationProblem.runtimeRoleTooPowerful }
    }

    /// "t" when the role may do too much, nil when it does not exist.
    private func attributes() throws -> String? {
        let rows = try connection.run(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = \(quotedLiteral(role.name))"
        )
        return rows.first?.first ?? nil
    }

    private func create() throws {
        var statement =
            "CREATE ROLE \(quotedIdentifier(role.name)) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
        if let password = role.password {
            let verifier = try connection.verifier(ofPassword: password, role: role.name)
            statement += " PASSWORD \(quotedLiteral(verifier))"
        }
        do { try connection.run(statement, named: "create role") } catch let error as PostgresError {
            switch error.sqlState {
            case "42710", "23505": return  // Another database's migrator made it at the same moment.
            case "42501": throw MigrationProblem.runtimeRoleMissing
            default: throw error
            }
        }
    }
}

import CLibPQ
package import Logging
import Synchronization

/// How strictly a transaction is kept apart from others.
package enum IsolationLevel: Sendable {
    case readCommitted
    case repeatableRead
    case serializable
}

/// One schema of a PostgreSQL database behind a pool of connections, each with a thread of its own.
package final class Database: Sendable {
    package let settings: DatabaseSettings
    private let logger: Logger
    private let pool: ConnectionPool
    private let lastFailure = Mutex<String?>(nil)

    package init(_ settings: DatabaseSettings, logger: Logger) {
        precondition(isPlainIdentifier(settings.schema), "schema names are lower-case letters, digits and _")
        self.settings = settings
        self.logger = logger
        pool = ConnectionPool(limit: settings.poolSize, patience: settings.acquireTimeout) {
            try Self.makeSession(settings)
        }
    }

    /// Waits for running work and closes the connections.
    package func close() async {
        await pool.close()
    }

    /// The state of the pool, for readiness and metrics.
    package struct Health: Sendable {
        package let connections: Int
        package let idle: Int
        package let waiting: Int
        /// SQLSTATE of the last lost or refused connection, nil after a success.
        package let lastConnectionFailure: String?
    }

    package var health: Health {
        let counts = pool.counts
        return Health(
            connections: counts.made,
            idle: counts.idle,
            waiting: counts.waiting,
            lastConnectionFailure: lastFailure.withLock { $0 }
        )
    }

    /// Throws when the database does not answer.
    package func ping() async throws {
        _ = try await query("SELECT 1")
    }

    /// Runs one statement in a transaction of its own and returns its rows.
    package func query(_ sql: SQL) async throws -> [Row] {
        try await withSession { session in
            try session.enqueue(sql, keepsRows: true)
            return try session.roundTrip()[0].result?.rows ?? []
        }
    }

    /// Runs one statement in a transaction of its own and returns its only row, nil when there is none.
    package func one(_ sql: SQL) async throws -> Row? {
        try await query(sql).first
    }

    /// Runs one statement in a transaction of its own and returns how many rows it touched.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        try await withSession { session in
            try session.enqueue(sql, keepsRows: false)
            return try session.roundTrip()[0].rowsAffected
        }
    }

    /// Runs `body` in one transaction on the connection's own thread: commit on return, rollback on throw.
    ///
    /// `context` is set with `set_config(…, true)` in the transaction's first round trip, so it ends with it.
    /// Throws `PostgresError`, `CancellationError` or what `body` throws.
    @discardableResult
    package func withTransaction<Result: Sendable>(
        readOnly: Bool = false,
        isolation: IsolationLevel = .readCommitted,
        context: [String: String] = [:],
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        let hooks = CommitHooks()
        let result = try await withSession { session in
            let transaction = Transaction(
                session: session,
                opening: .begin(readOnly: readOnly, isolation: isolation),
                context: context,
                hooks: hooks
            )
            return try await transaction.run(body)
        }
        hooks.run()
        return result
    }

    /// Runs `body` with a connection of its own outside the pool, for session-level advisory locks.
    @discardableResult
    package func withDedicatedConnection<Result: Sendable>(
        _ body: (Connection) async throws -> Result
    ) async throws -> Result {
        let session = try Self.makeSession(settings)
        return try await withTaskExecutorPreference(session.thread) {
            try await withTaskCancellationHandler {
                try connect(session)
                defer { session.disconnect() }
                return try await body(Connection(session: session))
            } onCancel: {
                session.wake.raise()
            }
        }
    }

    private static func makeSession(_ settings: DatabaseSettings) throws -> Session {
        let limit = settings.statementTimeout
        return try Session(
            parameters: settings.connectionParameters,
            silenceLimit: limit > .zero ? limit + settings.lockTimeout + .seconds(5) : nil,
            cacheLimit: settings.statementCacheSize
        )
    }

    private func withSession<Result: Sendable>(
        _ body: (Session) async throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        let session = try await pool.acquire()
        return try await withTaskExecutorPreference(session.thread) {
            // Given back on the connection's thread, so that the next one in the queue need not wait for a hop.
            defer {
                session.leaveClean()
                pool.release(session)
            }
            return try await withTaskCancellationHandler {
                try connect(session)
                do { return try await body(session) } catch let error as PostgresError {
                    if error.isConnectionLoss || !session.isConnected { note(error) }
                    throw error
                }
            } onCancel: {
                session.wake.raise()
            }
        }
    }

    private func connect(_ session: Session) throws {
        do {
            try session.makeReady()
            lastFailure.withLock { if $0 != nil { $0 = nil } }
        } catch let error as PostgresError {
            note(error)
            throw error
        }
    }

    private func note(_ error: PostgresError) {
        lastFailure.withLock { $0 = error.sqlState }
        logger.warning("database connection failed", metadata: ["sqlState": "\(error.sqlState)"])
    }
}

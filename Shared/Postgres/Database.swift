import CLibPQ
import Failures
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
        try await withSession(sending: (sql, true)) { try $0.roundTrip().last?.result?.rows ?? [] }
    }

    /// Runs one statement in a transaction of its own and returns its only row, nil when there is none.
    package func one(_ sql: SQL) async throws -> Row? {
        try await query(sql).first
    }

    /// Runs one statement in a transaction of its own and returns how many rows it touched.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        try await withSession(sending: (sql, false)) { try $0.roundTrip().last?.rowsAffected ?? 0 }
    }

    /// Runs `body` in one transaction on a thread that may block: commit on return, rollback on throw.
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
            return try await HeldConnection.$isHeld.withValue(true) { try await transaction.run(body) }
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
                try session.makeReady()
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

    /// Runs `body` on the session's thread, or where it is when it may block there; a `first` statement is on its way
    /// before.
    private func withSession<Outcome: Sendable>(
        sending first: (sql: SQL, keepsRows: Bool)? = nil,
        _ body: (Session) async throws -> Outcome
    ) async throws -> Outcome {
        try Task.checkCancellation()
        let session = try await pool.acquire()
        let sent = Result { try first.map { try session.sendAtOnce($0.sql, keepsRows: $0.keepsRows) } ?? false }
        guard !BlockingThread.isCurrent else { return try await use(session, first, sent, body) }
        return try await withTaskExecutorPreference(session.thread) { try await use(session, first, sent, body) }
    }

    private func use<Outcome: Sendable>(
        _ session: Session,
        _ first: (sql: SQL, keepsRows: Bool)?,
        _ sent: Result<Bool, any Error>,
        _ body: (Session) async throws -> Outcome
    ) async throws -> Outcome {
        // Given back on the thread that used it, so that the next one in the queue need not wait for a hop.
        defer {
            session.leaveClean()
            pool.release(session)
        }
        return try await withTaskCancellationHandler {
            do {
                if try !sent.get() {
                    try session.makeReady()
                    if let first { try session.enqueue(first.sql, keepsRows: first.keepsRows) }
                }
                recovered()
                return try await body(session)
            } catch let error as PostgresError {
                if error.isConnectionLoss || !session.isConnected { note(error) }
                throw error
            }
        } onCancel: {
            session.wake.raise()
        }
    }

    private func recovered() {
        lastFailure.withLock { if $0 != nil { $0 = nil } }
    }

    private func note(_ error: PostgresError) {
        lastFailure.withLock { $0 = error.sqlState }
        logger.warning("database connection failed", metadata: ["sqlState": "\(error.sqlState)"])
    }
}

/// A connection outside the pool, for work bound to a session; each statement is its own transaction.
package final class Connection {
    private let session: Session

    init(session: Session) {
        self.session = session
    }

    /// Runs one statement and returns its rows.
    package func query(_ sql: SQL) async throws -> [Row] {
        try Task.checkCancellation()
        try session.enqueue(sql, keepsRows: true)
        return try session.roundTrip().last?.result?.rows ?? []
    }

    /// Runs one statement and returns its first row, nil when there is none.
    package func one(_ sql: SQL) async throws -> Row? {
        try await query(sql).first
    }

    /// Runs one statement and returns how many rows it touched.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        try Task.checkCancellation()
        try session.enqueue(sql, keepsRows: false)
        return try session.roundTrip().last?.rowsAffected ?? 0
    }

    /// Waits until somebody notifies a channel that this connection listens to; false when the time is over.
    ///
    /// Throws a ``PostgresError`` when the connection is lost, and `CancellationError`.
    package func isNotified(within limit: Duration) async throws -> Bool {
        try Task.checkCancellation()
        return try session.awaitNotification(within: limit)
    }

    /// Runs `body` in a transaction on this connection, keeping session-level locks.
    @discardableResult
    package func withTransaction<Result: Sendable>(
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        let hooks = CommitHooks()
        let transaction = Transaction(
            session: session,
            opening: .begin(readOnly: false, isolation: .readCommitted),
            context: [:],
            hooks: hooks
        )
        let result = try await transaction.run(body)
        hooks.run()
        return result
    }
}

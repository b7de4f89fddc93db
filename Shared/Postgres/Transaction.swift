import CLibPQ

/// Actions to take once a transaction is stored.
final class CommitHooks: @unchecked Sendable {
    // Appended to by the one task that has the connection, and read after the transaction ended.
    private var actions: [@Sendable () -> Void] = []

    func add(_ action: @escaping @Sendable () -> Void) {
        actions.append(action)
    }

    func run() {
        for action in actions { action() }
    }
}

/// One running transaction; valid only inside the body it was handed to.
package final class Transaction {
    /// How the transaction starts.
    enum Opening {
        case begin(readOnly: Bool, isolation: IsolationLevel)

        var isReadOnly: Bool {
            switch self {
            case .begin(let readOnly, _): readOnly
            }
        }

        var statement: SQL {
            switch self {
            case .begin(false, .readCommitted): "BEGIN"
            case .begin(true, .readCommitted): "BEGIN READ ONLY"
            case .begin(false, .repeatableRead): "BEGIN ISOLATION LEVEL REPEATABLE READ"
            case .begin(true, .repeatableRead): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .begin(false, .serializable): "BEGIN ISOLATION LEVEL SERIALIZABLE"
            case .begin(true, .serializable): "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
            }
        }
    }

    /// At the end of a SELECT: locks the rows found, where this transaction may write.
    package var forUpdate: SQL { opening.isReadOnly ? "" : "FOR UPDATE" }

    private let session: Session
    private let opening: Opening
    private let context: [String: String]
    private let hooks: CommitHooks
    private var begun = false
    private var finished = false
    /// Statements queued for the next round trip whose results nobody waits for.
    private var queued = 0
    private var depth = 0
    private var failure: (any Error)?

    init(session: Session, opening: Opening, context: [String: String], hooks: CommitHooks) {
        self.session = session
        self.opening = opening
        self.context = context
        self.hooks = hooks
    }

    /// Runs one statement and returns its rows.
    package func query(_ sql: SQL) async throws -> [Row] {
        try send(sql, keepsRows: true).result?.rows ?? []
    }

    /// Runs one statement and returns its first row, nil when there is none.
    package func one(_ sql: SQL) async throws -> Row? {
        try send(sql, keepsRows: true).result?.rows.first
    }

    /// Runs one statement and returns how many rows it touched.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        try send(sql, keepsRows: false).rowsAffected
    }

    /// Runs several statements in one round trip; the first error skips the rest and is thrown.
    @discardableResult
    package func pipeline(_ statements: [SQL]) async throws -> [[Row]] {
        guard !statements.isEmpty else { return [] }
        try start()
        for sql in statements { try enqueue(sql, keepsRows: true) }
        return try exchange().suffix(statements.count).map { $0.result?.rows ?? [] }
    }

    /// Queues a statement that travels with the next one, or with COMMIT; its error surfaces there.
    package func later(_ sql: SQL) throws {
        try start()
        try enqueue(sql, keepsRows: false)
        queued += 1
    }

    /// Runs `action` after a successful commit; it is dropped on rollback.
    package func afterCommit(_ action: @escaping @Sendable () -> Void) {
        hooks.add(action)
    }

    /// Runs `body` so that what it did is undone when it throws, while the transaction goes on.
    @discardableResult
    package func savepoint<Result>(_ body: () async throws -> Result) async throws -> Result {
        try start()
        // What was queued before must not be undone by, or fail inside, the savepoint.
        if queued > 0 { _ = try exchange() }
        depth += 1
        defer { depth -= 1 }
        let name = "sp\(depth)"
        try enqueue(SQL(stringLiteral: "SAVEPOINT \(name)"), keepsRows: false)
        queued += 1
        do {
            let result = try await body()
            if let failure { throw failure }
            try enqueue(SQL(stringLiteral: "RELEASE SAVEPOINT \(name)"), keepsRows: false)
            _ = try exchange()
            return result
        } catch {
            try undo(to: name)
            throw error
        }
    }

    // MARK: Life

    func run<Result>(_ body: (Transaction) async throws -> Result) async throws -> Result {
        let result: Result
        do {
            result = try await body(self)
            if let failure { throw failure }
            try Task.checkCancellation()
        } catch {
            finished = true
            rollBack()
            throw error
        }
        finished = true
        try commit()
        return result
    }

    private func commit() throws {
        guard begun else { return }
        do {
            try session.enqueue("COMMIT", keepsRows: false)
            // What only reads has nothing to lose by its end.
            if opening.isReadOnly, queued == 0 {
                try? session.leaveUnwatched()
                return
            }
            _ = try session.roundTrip(heedsCancellation: false)
        } catch let error as PostgresError {
            if error.isConnectionLoss || !session.isConnected {
                throw PostgresError.client(.outcomeUnknown, "the connection was lost during COMMIT")
            }
            rollBack()
            throw error
        }
    }

    private func rollBack() {
        guard begun else { return }
        guard session.isConnected else { return session.disconnect() }
        do {
            try session.enqueue("ROLLBACK", keepsRows: false)
            _ = try session.roundTrip(heedsCancellation: false)
        } catch {
            // A statement queued before may have failed and skipped ROLLBACK; then it takes a second one.
            guard session.isConnected, session.transactionState == PQTRANS_INERROR else { return }
            do {
                try session.enqueue("ROLLBACK", keepsRows: false)
                _ = try session.roundTrip(heedsCancellation: false)
            } catch { session.disconnect() }
        }
    }

    private func undo(to name: String) throws {
        queued = 0
        guard session.isConnected else { return }
        if session.hasPending { _ = try? session.roundTrip(heedsCancellation: false) }
        try session.enqueue(SQL(stringLiteral: "ROLLBACK TO SAVEPOINT \(name)"), keepsRows: false)
        try session.enqueue(SQL(stringLiteral: "RELEASE SAVEPOINT \(name)"), keepsRows: false)
        _ = try session.roundTrip(heedsCancellation: false)
        failure = nil
    }

    private func send(_ sql: SQL, keepsRows: Bool) throws -> StatementOutcome {
        try start()
        try enqueue(sql, keepsRows: keepsRows)
        guard let outcome = try exchange().last else {
            throw PostgresError.client(.misuse, "no answer", statement: sql.text)
        }
        return outcome
    }

    /// Queues BEGIN and the settings in front of the first statement.
    private func start() throws {
        guard !finished else { throw PostgresError.client(.misuse, "the transaction has ended") }
        try Task.checkCancellation()
        if begun { return }
        begun = true
        try enqueue(opening.statement, keepsRows: false)
        guard !context.isEmpty else { return }
        try enqueue(Self.setContext(context), keepsRows: false)
    }

    private static func setContext(_ context: [String: String]) -> SQL {
        // Sorted, so that the same keys always make the same prepared statement.
        let pairs = context.sorted { $0.key < $1.key }
        var sql = SQL.Interpolation(literalCapacity: 64, interpolationCount: pairs.count * 2)
        sql.appendLiteral("SELECT ")
        for (index, pair) in pairs.enumerated() {
            sql.appendLiteral(index == 0 ? "set_config(" : ", set_config(")
            sql.appendInterpolation(pair.key)
            sql.appendLiteral(", ")
            sql.appendInterpolation(pair.value)
            sql.appendLiteral(", true)")
        }
        return SQL(stringInterpolation: sql)
    }

    private func enqueue(_ sql: SQL, keepsRows: Bool) throws {
        do { try session.enqueue(sql, keepsRows: keepsRows) } catch {
            failure = failure ?? error
            throw error
        }
    }

    private func exchange() throws -> [StatementOutcome] {
        queued = 0
        do { return try session.roundTrip() } catch {
            failure = failure ?? error
            throw error
        }
    }
}

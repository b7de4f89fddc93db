import CLibPQ
import Glibc

/// One libpq connection in pipeline mode with its thread.
///
/// Statements are queued by `enqueue` and travel together at `roundTrip`.
final class Session: @unchecked Sendable {
    // Everything mutable belongs to the one task that got the session from the pool; it uses it on `thread`, or on the
    // `BlockingThread` where it is, except for `sendAtOnce`, which ends before. The pool's lock orders one user after the
    // other.
    let thread: BlockingThread
    let wake: PollInterrupt
    private let parameters: [(String, String)]
    /// How long the server may stay silent during a statement before the connection counts as lost; -1 = for ever.
    private let silenceLimit: Int32
    private let cacheLimit: Int
    private(set) var connection: OpaquePointer?
    private var statements: StatementCache
    private var binds = BindBuffer()
    private var pending: [PendingCommand] = []
    private var isSynced = false
    /// Something was sent whose answer nobody waits for; it is read before the next use.
    private var isOwed = false

    init(parameters: [(String, String)], silenceLimit: Duration?, cacheLimit: Int) throws {
        wake = try PollInterrupt()
        thread = try BlockingThread()
        self.parameters = parameters
        self.silenceLimit = silenceLimit.map { Int32(clamping: $0.wholeMilliseconds) } ?? -1
        self.cacheLimit = cacheLimit
        statements = StatementCache(limit: cacheLimit)
        pending.reserveCapacity(16)
    }

    deinit {
        if let connection { PQfinish(connection) }
        thread.stop()
    }

    // MARK: Connecting

    /// Connects when there is no usable connection; a server that went away is noticed here.
    func makeReady() throws {
        wake.clear()
        settle()
        if let connection {
            if isQuiet(connection) { return }
            disconnect()
        }
        try connect()
    }

    /// Sends one statement without blocking, when the connection is there, so that the server works on it while the
    /// task goes to `thread`; returns false when nothing was sent.
    func sendAtOnce(_ sql: SQL, keepsRows: Bool) throws -> Bool {
        wake.clear()
        if isOwed, let connection {
            guard hasInput(connection) else { return false }
            settle()
        }
        guard let connection, isQuiet(connection) else { return false }
        try enqueue(sql, keepsRows: keepsRows)
        try push(connection)
        return true
    }

    /// Sends what is queued; its answer is read when the connection is used next.
    func leaveUnwatched() throws {
        guard let connection else { throw lost(statement: nil) }
        try push(connection)
        isOwed = true
    }

    private func settle() {
        guard isOwed else { return }
        isOwed = false
        do { _ = try roundTrip(heedsCancellation: false) } catch { disconnect() }
    }

    private func hasInput(_ connection: OpaquePointer) -> Bool {
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) == 1
    }

    private func isQuiet(_ connection: OpaquePointer) -> Bool {
        guard PQstatus(connection) == CONNECTION_OK, pending.isEmpty else { return false }
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        if poll(&descriptor, 1, 0) == 0 { return true }
        // Something came while nobody asked: a notice, or the server's farewell.
        return PQconsumeInput(connection) == 1 && PQisBusy(connection) == 0 && PQstatus(connection) == CONNECTION_OK
            && poll(&descriptor, 1, 0) == 0
    }

    private func connect() throws {
        let keys = parameters.map { strdup($0.0) } + [nil]
        let values = parameters.map { strdup($0.1) } + [nil]
        defer { for pointer in keys + values { free(pointer) } }
        let opened = PQconnectdbParams(keys.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
        guard let opened else { throw PostgresError.client(.cannotConnect, "out of memory") }
        suiyue_pq_silence_notices(opened)
        guard PQstatus(opened) == CONNECTION_OK, PQsetnonblocking(opened, 1) == 0, PQenterPipelineMode(opened) == 1
        else {
            let reason = ConnectionFailure.reason(String(cString: PQerrorMessage(opened)))
            PQfinish(opened)
            throw PostgresError.client(reason.state, reason.text)
        }
        statements = StatementCache(limit: cacheLimit)
        connection = opened
    }

    func disconnect() {
        if let connection { PQfinish(connection) }
        connection = nil
        isSynced = false
        isOwed = false
        pending.removeAll(keepingCapacity: true)
        statements.removeAll()
    }

    /// Drops a connection that is not between transactions, so that its next user gets a new one.
    func leaveClean() {
        guard let connection, !isOwed else { return }
        if PQstatus(connection) != CONNECTION_OK || !pending.isEmpty || transactionState != PQTRANS_IDLE {
            disconnect()
        }
    }

    var transactionState: PGTransactionStatusType { connection.map { PQtransactionStatus($0) } ?? PQTRANS_UNKNOWN }

    /// Statements are queued that no round trip has carried yet.
    var hasPending: Bool { !pending.isEmpty }

    var isConnected: Bool { connection.map { PQstatus($0) == CONNECTION_OK } ?? false }

    // MARK: Sending

    /// Queues one statement for the next round trip; throws before anything is queued when a value cannot be sent.
    func enqueue(_ sql: SQL, keepsRows: Bool) throws {
        guard let connection else { throw PostgresError.client(.connectionLost, "the connection was lost") }
        try binds.fill(sql.binds, statement: sql.text)
        let statement: PreparedStatement
        if let known = statements.find(sql.text, types: binds.types) {
            statement = known
        } else {
            statement = try prepare(sql.text, on: connection)
        }
        let sent = binds.withArrays { count, values, lengths, formats in
            PQsendQueryPrepared(connection, statement.name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost(statement: sql.text) }
        pending.append(.statement(statement, keepsRows: keepsRows))
    }

    private func prepare(_ text: String, on connection: OpaquePointer) throws -> PreparedStatement {
        let (statement, evicted) = statements.add(text, types: binds.types)
        for old in evicted {
            guard PQsendQueryParams(connection, "DEALLOCATE \(old.name)", 0, nil, nil, nil, nil, 1) == 1 else {
                throw lost(statement: text)
            }
            pending.append(.deallocate)
        }
        guard PQsendPrepare(connection, statement.name, text, Int32(binds.types.count), binds.types) == 1 else {
            throw lost(statement: text)
        }
        pending.append(.prepare(statement))
        return statement
    }

    private func push(_ connection: OpaquePointer) throws {
        guard PQpipelineSync(connection) == 1, PQflush(connection) >= 0 else { throw lost(statement: nil) }
        isSynced = true
    }

    // MARK: Receiving

    /// Sends what is queued and waits for all answers, in order; throws the first error the server reported.
    func roundTrip(heedsCancellation: Bool = true) throws -> [StatementOutcome] {
        guard let connection else { throw PostgresError.client(.connectionLost, "the connection was lost") }
        defer {
            pending.removeAll(keepingCapacity: true)
            isSynced = false
        }
        if !isSynced { try push(connection) }
        var reader = AnswerReader(
            connection: connection,
            wake: heedsCancellation ? wake : nil,
            silenceLimit: silenceLimit
        )
        var outcomes: [StatementOutcome] = []
        outcomes.reserveCapacity(pending.count)
        var failure: PostgresError?
        do {
            for command in pending {
                let answer = try reader.next(text: command.text)
                switch (command, answer) {
                case (.statement(let statement, let keepsRows), .success(let result)):
                    outcomes.append(outcome(of: result, statement, keepsRows: keepsRows))
                case (_, .success(let result)):
                    PQclear(result)
                case (.prepare(let statement), .failure(let error)):
                    statements.remove(statement)
                    failure = failure ?? error
                case (_, .failure(let error)):
                    failure = failure ?? error
                case (.prepare(let statement), .skipped):
                    statements.remove(statement)
                case (_, .skipped):
                    break
                }
            }
            try reader.finish()
        } catch {
            disconnect()
            if reader.cancelled { throw CancellationError() }
            throw failure ?? error
        }
        guard let failure else { return outcomes }
        if failure.isStatementGone { statements.removeAll() }
        if failure.isStatementTimeout && reader.cancelled { throw CancellationError() }
        throw failure
    }

    /// Waits, with nothing under way, until the server tells of a notification; false when the time is over.
    func awaitNotification(within limit: Duration) throws -> Bool {
        guard let connection else { throw lost(statement: nil) }
        let end = ContinuousClock.now + limit
        while true {
            guard PQconsumeInput(connection) == 1 else { throw lost(statement: nil) }
            var isNotified = false
            while let notification = PQnotifies(connection) {
                PQfreemem(notification)
                isNotified = true
            }
            if isNotified { return true }
            let left = end - .now
            guard left > .zero else { return false }
            var waiting = [
                pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&waiting, 2, Int32(clamping: left.wholeMilliseconds + 1))
            if waiting[1].revents != 0 { throw CancellationError() }
        }
    }

    private func outcome(
        of result: OpaquePointer,
        _ statement: PreparedStatement,
        keepsRows: Bool
    ) -> StatementOutcome {
        guard keepsRows else {
            defer { PQclear(result) }
            return StatementOutcome(rowsAffected: affected(result), result: nil)
        }
        let shape = statement.shape ?? ResultShape(result)
        statement.shape = shape
        return StatementOutcome(rowsAffected: 0, result: QueryResult(result, shape: shape))
    }

    private func affected(_ result: OpaquePointer) -> Int {
        guard let text = PQcmdTuples(result), text.pointee != 0 else { return 0 }
        return atol(text)
    }

    private func lost(statement: String?) -> PostgresError {
        disconnect()
        return .client(.connectionLost, "the connection was lost", statement: statement)
    }
}

/// What one statement brought back.
struct StatementOutcome {
    let rowsAffected: Int
    let result: QueryResult?
}

enum PendingCommand {
    case prepare(PreparedStatement)
    case deallocate
    case statement(PreparedStatement, keepsRows: Bool)

    var text: String? {
        switch self {
        case .prepare(let statement), .statement(let statement, _): statement.text
        case .deallocate: nil
        }
    }
}

extension PostgresError {
    /// The server no longer knows, or no longer wants to run, a prepared statement of this connection.
    fileprivate var isStatementGone: Bool { sqlState == "26000" || sqlState == "0A000" }
}

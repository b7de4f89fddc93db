import CLibPQ
import Glibc

/// Reads the answers of one pipeline without ever blocking longer than the silence limit.
struct AnswerReader {
    enum Answer {
        case success(OpaquePointer)
        case failure(PostgresError)
        /// Not run because an earlier statement of the pipeline failed.
        case skipped
    }

    let connection: OpaquePointer
    /// Set when cancelling the task shall stop the statement on the server.
    let wake: PollInterrupt?
    let silenceLimit: Int32
    private(set) var cancelled = false

    init(connection: OpaquePointer, wake: PollInterrupt?, silenceLimit: Int32) {
        self.connection = connection
        self.wake = wake
        self.silenceLimit = silenceLimit
    }

    /// The answer to the next command; throws when the connection broke.
    mutating func next(text: String?) throws -> Answer {
        try waitForInput()
        guard let result = PQgetResult(connection) else { throw lost }
        let answer: Answer
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            answer = .success(result)
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
            answer = .skipped
        case PGRES_FATAL_ERROR:
            let error = PostgresError(result: result, statement: text)
            PQclear(result)
            if PQstatus(connection) != CONNECTION_OK { throw error }
            answer = .failure(error)
        default:
            // COPY and the like cannot be used in a pipeline.
            PQclear(result)
            throw PostgresError.client(.misuse, "unexpected answer", statement: text)
        }
        do { try endOfAnswer() } catch {
            if case .success(let result) = answer { PQclear(result) }
            if case .failure(let serverError) = answer { throw serverError }
            throw error
        }
        return answer
    }

    /// Reads the mark that ends the pipeline.
    mutating func finish() throws {
        try waitForInput()
        guard let result = PQgetResult(connection) else { throw lost }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw lost }
    }

    private mutating func endOfAnswer() throws {
        try waitForInput()
        if let extra = PQgetResult(connection) {
            PQclear(extra)
            throw lost
        }
    }

    private var lost: PostgresError { .client(.connectionLost, "the connection was lost") }

    private mutating func waitForInput() throws {
        while PQisBusy(connection) == 1 {
            let unsent = PQflush(connection)
            guard unsent >= 0 else { throw lost }
            var descriptors = (
                pollfd(fd: PQsocket(connection), events: Int16(POLLIN | (unsent == 1 ? POLLOUT : 0)), revents: 0),
                pollfd(fd: wake?.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
            )
            let ready = withUnsafeMutableBytes(of: &descriptors) { bytes in
                poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, wake == nil ? 1 : 2, silenceLimit)
            }
            if ready < 0 && errno == EINTR { continue }
            if ready == 0 { throw PostgresError.client(.connectionLost, "the server does not answer") }
            if descriptors.1.revents != 0 { heedWake() }
            if descriptors.0.revents & Int16(POLLIN | POLLERR | POLLHUP) != 0 {
                // A farewell may have been read before the end of the stream: PQgetResult hands it out.
                if PQconsumeInput(connection) == 0 { return }
            }
        }
    }

    private mutating func heedWake() {
        wake?.clear()
        guard Task.isCancelled, !cancelled else { return }
        cancelled = true
        guard let request = PQgetCancel(connection) else { return }
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(request, &message, Int32(message.count))
        PQfreeCancel(request)
    }
}

/// Why a connection could not be made, without the addresses and names libpq puts in its message.
enum ConnectionFailure {
    static func reason(_ message: String) -> (state: PostgresError.ClientState, text: String) {
        if message.contains("too many clients") || message.contains("remaining connection slots") {
            return (.tooManyConnections, "the server has no free connection")
        }
        let known = [
            ("password authentication failed", "password refused"),
            ("Connection refused", "connection refused"),
            ("No such file or directory", "no server at the socket"),
            ("could not translate host name", "unknown host"),
            ("timeout expired", "timed out"),
            ("does not exist", "the role or database does not exist"),
            ("starting up", "the server is starting"),
            ("shutting down", "the server is shutting down"),
            ("certificate", "certificate problem"),
        ]
        let match = known.first { message.contains($0.0) }
        return (.cannotConnect, "cannot connect: \(match?.1 ?? "unknown reason")")
    }
}

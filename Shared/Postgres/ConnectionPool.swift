import Synchronization

/// Hands sessions out, the most recently used first; those who wait are served in order.
final class ConnectionPool: Sendable {
    private struct Waiter {
        let ticket: UInt64
        let continuation: CheckedContinuation<Session, any Error>
        let expires: ContinuousClock.Instant
    }

    private struct State {
        var idle: [Session] = []
        var made = 0
        var waiters: [Waiter] = []
        var tickets: UInt64 = 0
        /// Tickets cancelled before they joined the queue.
        var cancelled: Set<UInt64> = []
        var sweeping = false
        var closed = false
        var drained: CheckedContinuation<Void, Never>?
    }

    private let limit: Int
    private let patience: Duration
    private let make: @Sendable () throws -> Session
    private let state = Mutex(State())

    init(limit: Int, patience: Duration, make: @escaping @Sendable () throws -> Session) {
        self.limit = limit
        self.patience = patience
        self.make = make
    }

    var counts: (made: Int, idle: Int, waiting: Int) {
        state.withLock { ($0.made, $0.idle.count, $0.waiters.count) }
    }

    /// A session for the caller alone; throws when the pool is closed, the task cancelled or the wait too long.
    func acquire() async throws -> Session {
        if let session = try acquireNow() { return session }
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        // A cancellation that comes after the wait ended leaves its ticket behind.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(ticket, $0) }
        } onCancel: {
            abandon(ticket)
        }
    }

    private func acquireNow() throws -> Session? {
        let mayMake = try state.withLock { state throws -> Result<Session, Vacancy> in
            guard !state.closed else { throw PostgresError.client(.misuse, "the database is closed") }
            guard state.waiters.isEmpty else { return .failure(.none) }
            if let session = state.idle.popLast() { return .success(session) }
            guard state.made < limit else { return .failure(.none) }
            state.made += 1
            return .failure(.free)
        }
        switch mayMake {
        case .success(let session): return session
        case .failure(.none): return nil
        case .failure(.free):
            do { return try make() } catch {
                state.withLock { $0.made -= 1 }
                throw error
            }
        }
    }

    private enum Vacancy: Error {
        case none
        case free
    }

    private func wait(_ ticket: UInt64, _ continuation: CheckedContinuation<Session, any Error>) {
        let expires = ContinuousClock.now + patience
        enum Next {
            case resume(Session)
            case fail(any Error)
            case waiting(startSweeper: Bool)
        }
        let next = state.withLock { state -> Next in
            if state.cancelled.remove(ticket) != nil { return .fail(CancellationError()) }
            if state.closed { return .fail(PostgresError.client(.misuse, "the database is closed")) }
            // A session may have come back between the two looks.
            if state.waiters.isEmpty, let session = state.idle.popLast() { return .resume(session) }
            state.waiters.append(Waiter(ticket: ticket, continuation: continuation, expires: expires))
            defer { state.sweeping = true }
            return .waiting(startSweeper: !state.sweeping)
        }
        switch next {
        case .resume(let session): continuation.resume(returning: session)
        case .fail(let error): continuation.resume(throwing: error)
        case .waiting(let startSweeper):
            if startSweeper { Task.detached { await self.sweep() } }
        }
    }

    private func abandon(_ ticket: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.ticket == ticket }) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    /// Refuses those who waited too long; runs only while someone waits.
    private func sweep() async {
        while true {
            try? await Task.sleep(for: min(.milliseconds(100), patience))
            let now = ContinuousClock.now
            let (late, goOn) = state.withLock { state -> ([Waiter], Bool) in
                let late = Array(state.waiters.prefix { $0.expires <= now })
                state.waiters.removeFirst(late.count)
                state.sweeping = !state.waiters.isEmpty
                return (late, state.sweeping)
            }
            for waiter in late {
                waiter.continuation.resume(
                    throwing: PostgresError.client(.tooManyConnections, "no connection became free in time")
                )
            }
            if !goOn { return }
        }
    }

    func release(_ session: Session) {
        let (waiter, drained) = state.withLock { state -> (Waiter?, CheckedContinuation<Void, Never>?) in
            if !state.waiters.isEmpty { return (state.waiters.removeFirst(), nil) }
            guard state.closed else {
                state.idle.append(session)
                return (nil, nil)
            }
            state.made -= 1
            guard state.made == 0 else { return (nil, nil) }
            defer { state.drained = nil }
            return (nil, state.drained)
        }
        waiter?.continuation.resume(returning: session)
        drained?.resume()
    }

    /// Refuses new users and waits until the present ones are done.
    func close() async {
        let waiters = state.withLock { state -> [Waiter] in
            state.closed = true
            state.made -= state.idle.count
            state.idle.removeAll()
            defer { state.waiters.removeAll() }
            return state.waiters
        }
        for waiter in waiters {
            waiter.continuation.resume(throwing: PostgresError.client(.misuse, "the database is closed"))
        }
        await withCheckedContinuation { continuation in
            let done = state.withLock { state in
                guard state.made > 0, state.drained == nil else { return true }
                state.drained = continuation
                return false
            }
            if done { continuation.resume() }
        }
    }
}

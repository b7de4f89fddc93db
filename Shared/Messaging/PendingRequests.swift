import Foundation
import Identifiers
import Messages
import Synchronization

/// The requests that wait for an answer, by correlation; bounded for each service.
final class PendingRequests: Sendable {
    typealias Waiter = CheckedContinuation<Answer, any Error>

    fileprivate struct Pending {
        let service: ServiceName
        let id: MessageID
        let end: ContinuousClock.Instant
        var waiter: Waiter?
        /// An answer, or a failure, that came before the asker had begun to wait.
        var early: Result<Answer, any Error>?
    }

    fileprivate struct State {
        var pending: [String: Pending] = [:]
        var counts: [ServiceName: Int] = [:]
        var isWatched = false
    }

    /// How often those are looked for whose time is up: a timer for each request would cost more than its answer.
    private static let look = Duration.milliseconds(100)

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// False when too many wait for this service already; fails with ``RequestTimedOut`` some time after the limit.
    func open(_ correlation: String, _ service: ServiceName, _ id: MessageID, within limit: Duration) -> Bool {
        let (isOpen, isFirst) = state.withLock { state in
            guard state.counts[service, default: 0] < self.limit else { return (false, false) }
            state.counts[service, default: 0] += 1
            state.pending[correlation] = Pending(service: service, id: id, end: .now + limit)
            defer { state.isWatched = true }
            return (true, !state.isWatched)
        }
        if isFirst { Task.detached { await self.watch() } }
        return isOpen
    }

    /// Fails those whose time is up; runs while somebody waits.
    private func watch() async {
        while true {
            try? await Task.sleep(for: Self.look)
            let now = ContinuousClock.now
            let (late, goesOn) = state.withLock { state in
                state.isWatched = !state.pending.isEmpty
                return (state.pending.filter { $0.value.end <= now }, state.isWatched)
            }
            for (correlation, pending) in late { complete(correlation, .failure(RequestTimedOut(pending.id))) }
            guard goesOn else { return }
        }
    }

    func wait(_ correlation: String, _ waiter: Waiter) {
        let early = state.withLock { state -> Result<Answer, any Error>? in
            guard var pending = state.pending[correlation] else { return .failure(CancellationError()) }
            if let early = pending.early {
                state.close(correlation)
                return early
            }
            pending.waiter = waiter
            state.pending[correlation] = pending
            return nil
        }
        if let early { waiter.resume(with: early) }
    }

    /// False when nobody waits for it any more.
    @discardableResult
    func complete(_ correlation: String, _ result: Result<Answer, any Error>) -> Bool {
        let (found, waiter) = state.withLock { state -> (Bool, Waiter?) in
            guard var pending = state.pending[correlation], pending.early == nil else { return (false, nil) }
            guard let waiter = pending.waiter else {
                pending.early = result
                state.pending[correlation] = pending
                return (true, nil)
            }
            state.close(correlation)
            return (true, waiter)
        }
        waiter?.resume(with: result)
        return found
    }

    func count(_ service: ServiceName) -> Int {
        state.withLock { $0.counts[service, default: 0] }
    }
}

extension PendingRequests.State {
    fileprivate mutating func close(_ correlation: String) {
        guard let closed = pending.removeValue(forKey: correlation) else { return }
        counts[closed.service, default: 1] -= 1
    }
}

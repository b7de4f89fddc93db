import Foundation
import Messages
import Synchronization

/// The requests that wait for an answer, by correlation; bounded for each service.
final class PendingRequests: Sendable {
    typealias Waiter = CheckedContinuation<Answer, any Error>

    fileprivate struct Pending {
        let service: ServiceName
        var waiter: Waiter?
        /// An answer, or a failure, that came before the asker had begun to wait.
        var early: Result<Answer, any Error>?
    }

    fileprivate struct State {
        var pending: [String: Pending] = [:]
        var counts: [ServiceName: Int] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// False when too many wait for this service already.
    func open(_ correlation: String, _ service: ServiceName) -> Bool {
        state.withLock { state in
            guard state.counts[service, default: 0] < limit else { return false }
            state.counts[service, default: 0] += 1
            state.pending[correlation] = Pending(service: service)
            return true
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

import Synchronization

/// Wakes one waiting loop; a call while nobody waits is remembered once.
package final class WakeSignal: Sendable {
    private struct State {
        var isRaised = false
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var next: UInt64 = 0
        var raises = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// How often it was raised by this process.
    var raises: Int { state.withLock { $0.raises } }

    package func raise() {
        wake(byOwn: true)
    }

    /// Wakes the loop for what another process has done.
    func raiseForOthers() {
        wake(byOwn: false)
    }

    private func wake(byOwn: Bool) {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            if byOwn { state.raises += 1 }
            state.isRaised = state.waiting.isEmpty
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume(returning: true) }
    }

    /// Returns true when raised; false after `limit`, or when the task is cancelled.
    @discardableResult
    package func wait(atMost limit: Duration) async -> Bool {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let timer = Task { [self] in
            try? await Task.sleep(for: limit)
            release(number)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Bool? = state.withLock { state in
                    if state.isRaised || Task.isCancelled {
                        defer { state.isRaised = false }
                        return state.isRaised
                    }
                    state.waiting[number] = continuation
                    return nil
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            release(number)
        }
    }

    private func release(_ number: UInt64) {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: false)
    }
}

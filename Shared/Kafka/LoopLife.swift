import Synchronization

/// The beginning and end of a consumer's thread.
final class LoopLife: Sendable {
    private struct State {
        var isStarted = false
        var mayClose = false
    }

    private let state = Mutex(State())
    private let ending = Ending()

    /// Whether the thread should come to its end.
    var mayClose: Bool { state.withLock(\.mayClose) }

    /// Runs `body` on a new thread; only the first call does.
    func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { return }
        OwnThread.start(name) { [self] in
            body()
            ending.end()
        }
    }

    func requestClose() {
        let neverStarted = state.withLock { state in
            state.mayClose = true
            defer { state.isStarted = true }
            return !state.isStarted
        }
        if neverStarted {
            ending.end()
        }
    }

    /// Waits until the thread has ended; false when `timeout` passed first.
    func waitForEnd(_ timeout: Duration? = nil) async -> Bool {
        await ending.wait(timeout)
    }
}

import ServiceLifecycle
import Synchronization

/// Tells a loop that its service was asked to stop.
final class StopSign: Sendable {
    private let stopped = Mutex(false)

    var isRaised: Bool { stopped.withLock { $0 } || Task.isCancelled }

    func raise() { stopped.withLock { $0 = true } }

    /// Runs `body`; on graceful shutdown raises the sign and wakes the loop.
    func guarding<Result: Sendable>(
        _ wake: WakeSignal,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        try await withGracefulShutdownHandler {
            try await body()
        } onGracefulShutdown: {
            self.raise()
            wake.raise()
        }
    }
}

package import Operations
import ServiceLifecycle

/// Keeps one part of the process's health true to what a probe finds, again and again.
///
/// The part is not ready before the first look, nor while a look takes longer than its limit.
package struct ReadinessProbe: Service {
    private let part: String
    private let health: HealthState
    private let interval: Duration
    private let limit: Duration
    private let probe: @Sendable () async throws -> Void

    /// `interval`: between two looks; while the part is not ready it is a third of that.
    package init(
        _ part: String,
        health: HealthState,
        interval: Duration = .seconds(15),
        limit: Duration = .seconds(10),
        probe: @escaping @Sendable () async throws -> Void
    ) {
        self.part = part
        self.health = health
        self.interval = interval
        self.limit = limit
        self.probe = probe
        health.set(part, ready: false, detail: "not yet asked")
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let isReady = await look()
                try? await Task.sleep(for: isReady ? interval : interval / 3)
            }
        }
    }

    /// One look; a probe that hangs is said to be not ready in time and waited for, so that only one is under way.
    private func look() async -> Bool {
        let (findings, found) = AsyncStream<String?>.makeStream()
        let probing = Task { [probe] in
            do {
                try await probe()
                found.yield(nil)
            } catch {
                found.yield(SafeErrorText.of(error))
            }
            found.finish()
        }
        let clock = Task { [limit] in
            try await Task.sleep(for: limit)
            found.yield("no answer within \(limit)")
        }
        defer {
            probing.cancel()
            clock.cancel()
        }
        var isReady = false
        for await problem in findings where !Task.isCancelled {
            isReady = problem == nil
            health.set(part, ready: isReady, detail: problem)
        }
        return isReady
    }
}

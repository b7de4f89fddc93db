import Operations
import Synchronization
import Testing

@testable import Messaging

struct `A part that is probed` {
    private struct OutOfReach: Error, CustomStringConvertible {
        var description: String { "out of reach" }
    }

    @Test func `is ready when the probe succeeds and as long as it does`() async throws {
        let isThere = Mutex(false)
        let health = HealthState()
        let probe = ReadinessProbe("objects", health: health, interval: .milliseconds(15)) {
            guard isThere.withLock({ $0 }) else { throw OutOfReach() }
        }
        #expect(health.snapshot["objects"]?.isReady == false)
        let running = Task { try await probe.run() }
        try await eventually("told why") { health.snapshot["objects"]?.detail == "out of reach" }
        #expect(!health.isReady)
        isThere.withLock { $0 = true }
        try await eventually("ready") { health.isReady }
        #expect(health.snapshot["objects"]?.detail == nil)
        isThere.withLock { $0 = false }
        try await eventually("not ready any more") { !health.isReady }
        running.cancel()
        try await running.value
    }

    @Test func `is not ready while its probe does not answer, and is probed once only`() async throws {
        let begun = Mutex(0)
        let (answers, answer) = AsyncStream<Void>.makeStream()
        let health = HealthState()
        let probe = ReadinessProbe("objects", health: health, interval: .seconds(60), limit: .milliseconds(20)) {
            begun.withLock { $0 += 1 }
            for await _ in answers { return }
        }
        let running = Task { try await probe.run() }
        try await eventually("late") { health.snapshot["objects"]?.detail?.hasPrefix("no answer within") == true }
        #expect(!health.isReady)
        answer.yield()
        try await eventually("ready") { health.isReady }
        #expect(begun.withLock { $0 } == 1)
        running.cancel()
        try await running.value
    }

    @Test func `does not keep a process from stopping`() async throws {
        let health = HealthState()
        let (answers, answer) = AsyncStream<Void>.makeStream()
        let probe = ReadinessProbe("objects", health: health, limit: .milliseconds(20)) {
            // Deaf to cancellation, as a file call on a volume that is away.
            await Task.detached { for await _ in answers { return } }.value
        }
        let running = Task { try await probe.run() }
        try await eventually("late") { health.snapshot["objects"]?.detail?.hasPrefix("no answer within") == true }
        running.cancel()
        try await running.value
        answer.finish()
    }
}

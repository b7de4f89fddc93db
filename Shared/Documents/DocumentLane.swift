import Failures
import Foundation

/// Threads of their own for work on documents, so that drawing never holds a thread of the cooperative pool.
package enum DocumentLane {
    private static let drawing = queue("documents", max(2, ProcessInfo.processInfo.activeProcessorCount))
    private static let aside = queue("documents-aside", max(2, ProcessInfo.processInfo.activeProcessorCount / 4))

    // A lane apart: waiting for a child that reads a hostile file must not hold up anybody's signature.
    private static let waiting = queue("document-children", 4)

    private static func queue(_ name: String, _ width: Int) -> OperationQueue {
        let queue = OperationQueue()
        queue.name = name
        queue.maxConcurrentOperationCount = width
        return queue
    }

    /// Runs composing, signing or drawing work and waits for it without holding the caller's thread.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run(in: drawing, work)
    }

    /// The same for what nobody waits for yet, or strangers do: it takes no thread from those who work, and gets its turn.
    package static func runAside<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await run(in: aside, work)
    }

    private static func run<Value: Sendable>(
        in lane: OperationQueue,
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        HeldConnection.forbid("a document is drawn or signed")
        return try await withCheckedThrowingContinuation { continuation in
            lane.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }

    /// Waits for a child process; at most four run at a time.
    static func wait<Value: Sendable>(for work: @escaping @Sendable () -> Value) async -> Value {
        HeldConnection.forbid("a child process runs")
        return await withCheckedContinuation { continuation in
            waiting.addOperation { continuation.resume(returning: work()) }
        }
    }
}

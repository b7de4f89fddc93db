import Failures
import Foundation

/// Threads of their own for work on documents, so that drawing never holds a thread of the cooperative pool.
package enum DocumentLane {
    private static let drawing = queue("documents", max(2, ProcessInfo.processInfo.activeProcessorCount))

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
        try await run(.normal, work)
    }

    /// The same once none of that waits for a thread: for what nobody waits for, a few milliseconds at a time.
    package static func runLater<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await run(.low, work)
    }

    private static func run<Value: Sendable>(
        _ priority: Operation.QueuePriority,
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        HeldConnection.forbid("a document is drawn or signed")
        return try await withCheckedThrowingContinuation { continuation in
            let operation = BlockOperation { continuation.resume(with: Result(catching: work)) }
            operation.queuePriority = priority
            drawing.addOperation(operation)
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

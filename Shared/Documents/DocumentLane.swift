import Foundation

/// Threads of their own for work on documents, so that drawing never holds a thread of the cooperative pool.
package enum DocumentLane {
    private static let queue = {
        let queue = OperationQueue()
        queue.name = "documents"
        queue.maxConcurrentOperationCount = max(2, ProcessInfo.processInfo.activeProcessorCount)
        return queue
    }()

    /// Runs composing, signing or verifying work and waits for it without holding the caller's thread.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }
}

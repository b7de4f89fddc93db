import Failures
import Foundation

/// Threads for file calls that block, so that none of the cooperative pool does.
struct BlockingFileQueue: Sendable {
    private let queue: OperationQueue

    init(width: Int) {
        queue = OperationQueue()
        queue.name = "object-store-files"
        queue.maxConcurrentOperationCount = width
    }

    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(ObjectStoreError) -> Value
    ) async throws(ObjectStoreError) -> Value {
        HeldConnection.forbid("a file is read or written")
        let result: Result<Value, ObjectStoreError> = await withCheckedContinuation { continuation in
            queue.addOperation {
                continuation.resume(returning: Result(catching: work))
            }
        }
        return try result.get()
    }
}

import Failures
import Foundation

/// Four threads for file calls that block, so that none of the cooperative pool does.
struct BlockingFileQueue: Sendable {
    private let queue: OperationQueue

    init() {
        queue = OperationQueue()
        queue.name = "object-store-files"
        queue.maxConcurrentOperationCount = 4
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

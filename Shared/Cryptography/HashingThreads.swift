import Failures
import Foundation

/// A fixed set of threads for slow hashing: as many as there are cores, so that log-ins cannot starve everything else.
final class HashingThreads: @unchecked Sendable {  // guard: `condition` protects `waiting` and `started`
    static let shared = HashingThreads(count: ProcessInfo.processInfo.activeProcessorCount)

    private let count: Int
    private let condition = NSCondition()
    private var waiting: [@Sendable () -> Void] = []
    private var started = false

    init(count: Int) {
        self.count = max(1, count)
    }

    /// Runs the work on one of the threads, in the order of the calls, and returns its result.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        HeldConnection.forbid("a password is hashed")
        return await withCheckedContinuation { continuation in
            add { continuation.resume(returning: work()) }
        }
    }

    private func add(_ job: @escaping @Sendable () -> Void) {
        condition.lock()
        defer { condition.unlock() }
        waiting.append(job)
        condition.signal()
        guard !started else { return }
        started = true
        for number in 1...count {
            let thread = Thread { [self] in serve() }
            thread.name = "hashing-\(number)"
            thread.start()
        }
    }

    private func serve() -> Never {
        while true {
            next()()
        }
    }

    private func next() -> @Sendable () -> Void {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty { condition.wait() }
        return waiting.removeFirst()
    }
}

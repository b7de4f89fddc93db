import Dispatch
import Foundation
import Synchronization

/// Runs blocking library calls on threads of their own, never on the cooperative pool.
enum OwnThread {
    /// Starts a thread that ends with `body`.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Waits for `body` on a new thread; after `timeout`, or when the task is cancelled, throws and leaves the thread to
    /// itself.
    static func run<Value: Sendable>(
        _ name: String,
        timeout: Duration,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let once = Once<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard once.begin(continuation) else { return }
                start(name) { once.finish(Result(catching: body)) }
                DispatchQueue.global().asyncAfter(deadline: .now() + timeout.seconds) {
                    once.finish(.failure(KafkaError(.timedOut, name)))
                }
            }
        } onCancel: {
            once.finish(.failure(CancellationError()))
        }
    }

    /// Blocks this thread until the asynchronous `body` is done or `timeout` has passed; false in the latter case.
    static func wait(_ timeout: Duration, _ body: @escaping @Sendable () async -> Void) -> Bool {
        let done = DispatchSemaphore(value: 0)
        Task {
            await body()
            done.signal()
        }
        return done.wait(timeout: .now() + timeout.seconds) == .success
    }
}

/// Resumes a continuation with the first result it gets, which may come before the continuation.
private final class Once<Value: Sendable>: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Value, any Error>)
        case early(Result<Value, any Error>)
        case done
    }

    private let state = Mutex(State.new)

    /// False when a result was there already.
    func begin(_ continuation: CheckedContinuation<Value, any Error>) -> Bool {
        let early: Result<Value, any Error>? = state.withLock { state in
            if case .early(let result) = state {
                state = .done
                return result
            }
            state = .waiting(continuation)
            return nil
        }
        if let early { continuation.resume(with: early) }
        return early == nil
    }

    func finish(_ result: Result<Value, any Error>) {
        let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .new: state = .early(result)
            case .waiting(let continuation):
                state = .done
                return continuation
            case .early, .done: break
            }
            return nil
        }
        waiting?.resume(with: result)
    }
}

/// A thing that ends once, for which any number of tasks can wait.
final class Ending: Sendable {
    private struct State {
        var ended = false
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    func end() {
        let waiting = state.withLock { state in
            state.ended = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values {
            continuation.resume(returning: true)
        }
    }

    /// Waits for the end; false when `timeout` passed first.
    func wait(_ timeout: Duration? = nil) async -> Bool {
        await withCheckedContinuation { continuation in
            let number: UInt64? = state.withLock { state in
                guard !state.ended else { return nil }
                state.next += 1
                state.waiting[state.next] = continuation
                return state.next
            }
            guard let number else { return continuation.resume(returning: true) }
            guard let timeout else { return }
            DispatchQueue.global().asyncAfter(deadline: .now() + timeout.seconds) { [self] in
                let late = state.withLock { $0.waiting.removeValue(forKey: number) }
                late?.resume(returning: false)
            }
        }
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    var milliseconds: Int32 {
        Int32(clamping: Int64(seconds * 1_000))
    }
}

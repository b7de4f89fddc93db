/// Work that did not end within its limit and was cancelled.
struct TimeLimitExceeded: Error, CustomStringConvertible {
    let limit: Duration

    var description: String { "not done within \(limit)" }
}

/// Runs `body`; cancels it and throws ``TimeLimitExceeded`` when it takes longer than `limit`.
func withTimeLimit<Result: Sendable>(
    _ limit: Duration,
    _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { tasks in
        tasks.addTask { try await body() }
        tasks.addTask {
            try await Task.sleep(for: limit)
            throw TimeLimitExceeded(limit: limit)
        }
        defer { tasks.cancelAll() }
        guard let result = try await tasks.next() else { throw TimeLimitExceeded(limit: limit) }
        return result
    }
}

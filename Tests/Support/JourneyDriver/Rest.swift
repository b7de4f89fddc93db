/// What a platform does within a while in which nobody asks for anything.
package struct Rest: Sendable {
    /// Per cent of a core that each process takes with its children, by the name it was given.
    package let shares: [String: Double]
    /// How often in a second each process goes on after a wait, by the name it was given.
    package let wakeUps: [String: Double]
    /// Transactions committed in a second, by all services together.
    package let commits: Double

    /// Watches some processes and their database.
    package static func measure(
        _ pids: [String: Int32],
        _ database: DatabaseWindow,
        for time: Duration
    ) async throws -> Rest {
        let start = ContinuousClock.now
        let commits = try await database.commits()
        let before = pids.mapValues { ProcessTimes.used($0) }
        let awoken = pids.mapValues { ProcessTimes.wakeUps($0) }
        try await Task.sleep(for: time)
        let after = pids.mapValues { ProcessTimes.used($0) }
        let wakeUps = pids.mapValues { ProcessTimes.wakeUps($0) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        // Asking is a transaction too.
        let committed = try await database.commits() - commits - 1
        return Rest(
            shares: after.merging(before) { ($0 - $1) / seconds * 100 },
            wakeUps: wakeUps.merging(awoken, uniquingKeysWith: -).mapValues { Double($0) / seconds },
            commits: Double(committed) / seconds
        )
    }
}

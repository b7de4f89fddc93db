import Foundation

/// Burrow's rules: what the history of commits says, without a threshold that somebody would have to choose.
enum LagRules {
    static func status(
        committed: Int64?,
        low: Int64,
        high: Int64,
        history: PartitionHistory,
        now: Date
    ) -> LagStatus {
        if let committed, committed < low { return .lost }
        guard high > max(low, committed ?? low) else { return .ok }
        if hasStopped(history, now) { return .stop }
        let commits = history.commits
        // One moment without lag in the window shows a consumer that keeps up.
        guard commits.count == PartitionHistory.length, commits.allSatisfy({ $0.lag > 0 }) else { return .ok }
        let steps = zip(commits, commits.dropFirst())
        if steps.contains(where: { $1.offset < $0.offset }) { return .rewind }
        if steps.allSatisfy({ $1.offset == $0.offset }) { return .stall }
        if steps.allSatisfy({ $1.lag >= $0.lag }) { return .warn }
        return .ok
    }

    /// The last commit is longer ago than all commits of the window lie apart, and lately there was always something
    /// to do.
    private static func hasStopped(_ history: PartitionHistory, _ now: Date) -> Bool {
        guard history.looks.count == PartitionHistory.length, history.looks.allSatisfy({ $0.lag > 0 }) else {
            return false
        }
        guard let first = history.commits.first, let last = history.commits.last else { return true }
        return now.timeIntervalSince(last.at) > last.at.timeIntervalSince(first.at)
    }
}

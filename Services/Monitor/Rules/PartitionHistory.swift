import Foundation

/// The last commits of one group in one partition and the last looks at the partition's end.
///
/// From outside only commits that move can be seen. While the consumer is known to live, each look counts as a commit,
/// so that the rules see what they would see of a consumer that commits whether or not it got on.
struct PartitionHistory: Sendable, Equatable {
    static let length = 10

    struct Commit: Sendable, Equatable {
        let at: Date
        let offset: Int64
        let lag: Int64
    }

    struct Look: Sendable, Equatable {
        let high: Int64
        let lag: Int64
    }

    private(set) var commits: [Commit] = []
    private(set) var looks: [Look] = []

    /// Adds one look; a log that has become shorter is another log, of which nothing is known yet.
    mutating func note(committed: Int64?, low: Int64, high: Int64, isAttended: Bool, at now: Date) {
        if let last = looks.last, high < last.high { self = PartitionHistory() }
        let offset = max(low, committed ?? low)
        let lag = max(0, high - offset)
        looks = (looks + [Look(high: high, lag: lag)]).suffix(Self.length)
        let hasMoved = committed != nil && committed != commits.last?.offset
        if hasMoved || isAttended {
            commits = (commits + [Commit(at: now, offset: committed ?? low, lag: lag)]).suffix(Self.length)
        }
    }
}

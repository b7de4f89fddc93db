/// What is under way in one assigned partition: which records are handed out, which offset is done.
struct PartitionFlow {
    private var handedOut: [Int64] = []
    private var firstUndone = 0
    private(set) var next: Int64?
    private(set) var stored: Int64?
    private(set) var committed: Int64?
    var isPaused = false

    /// `start` is the offset reading begins at, nil when the broker chooses.
    init(start: Int64?) {
        next = start
    }

    /// Records handed out whose offset is not stored.
    var outstanding: Int { handedOut.count - firstUndone }

    /// The stored offset when it is not committed yet.
    var uncommitted: Int64? { stored == committed ? nil : stored }

    /// Notes a record; returns the offset that should have come when some are missing before it.
    mutating func handOut(_ offset: Int64) -> Int64? {
        defer { next = offset + 1 }
        handedOut.append(offset)
        guard let next, next < offset else { return nil }
        return next
    }

    /// Everything below `offset` is done; an older offset changes nothing.
    mutating func store(_ offset: Int64) {
        guard offset > stored ?? -1 else { return }
        stored = offset
        while firstUndone < handedOut.count, handedOut[firstUndone] < offset {
            firstUndone += 1
        }
        if firstUndone > 1_024 || firstUndone == handedOut.count {
            handedOut.removeFirst(firstUndone)
            firstUndone = 0
        }
    }

    mutating func noteCommitted(_ offset: Int64) {
        committed = offset
    }

    /// The commit under way failed: the stored offset is to be committed again.
    mutating func noteCommitFailed() {
        committed = nil
    }
}

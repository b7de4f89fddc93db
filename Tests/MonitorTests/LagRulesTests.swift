import Foundation
import Testing

@testable import Monitor

/// A consumer group in one partition, watched every two seconds.
private struct Watched {
    var history = PartitionHistory()
    var now = Date(timeIntervalSince1970: 1_800_000_000)
    var committed: Int64?
    var low: Int64 = 0
    var high: Int64 = 0

    mutating func look(_ times: Int = 1, attended: Bool = true, _ change: (inout Watched) -> Void = { _ in }) {
        for _ in 0..<times {
            now += 2
            change(&self)
            history.note(committed: committed, low: low, high: high, isAttended: attended, at: now)
        }
    }

    var status: LagStatus {
        LagRules.status(committed: committed, low: low, high: high, history: history, now: now)
    }
}

@Suite("A partition is judged by its history")
struct LagRulesTests {
    @Test func `without lag all is well, however long nobody commits`() {
        var partition = Watched(committed: 7, high: 7)
        partition.look(50, attended: false)
        #expect(partition.status == .ok)
    }

    @Test func `a consumer that catches up is well`() {
        var partition = Watched(committed: 0, high: 100)
        partition.look(20) { $0.committed = ($0.committed ?? 0) + 3 }
        #expect(partition.status == .ok)
    }

    @Test func `a consumer that gets on while the lag grows is a warning`() {
        var partition = Watched(committed: 0, high: 10)
        partition.look(10) {
            $0.committed = ($0.committed ?? 0) + 1
            $0.high += 5
        }
        #expect(partition.status == .warn)
    }

    @Test func `a living consumer that does not move has stalled`() {
        var partition = Watched(committed: 5, high: 9)
        partition.look(9)
        #expect(partition.status == .ok, "the window is not full yet")
        partition.look()
        #expect(partition.status == .stall)
    }

    @Test func `a consumer that is gone has stopped once it is silent for longer than its window`() {
        var partition = Watched(committed: 5, high: 5)
        partition.look(30)
        partition.look(10, attended: false) { $0.high += 1 }
        #expect(partition.status == .stop)
    }

    @Test func `a consumer that was never there has stopped`() {
        var partition = Watched()
        partition.look(3, attended: false)
        partition.high = 4
        partition.look(9, attended: false)
        #expect(partition.status == .ok, "it had nothing to do a moment ago")
        partition.look(attended: false)
        #expect(partition.status == .stop)
    }

    @Test func `a moment without lag in the window shows that it keeps up`() {
        var partition = Watched(committed: 5, high: 5)
        partition.look()
        partition.look(9) { $0.high += 1 }
        #expect(partition.status == .ok)
    }

    @Test func `an offset that went back is a rewind until the window has passed`() {
        var partition = Watched(committed: 50, high: 100)
        partition.look(5)
        partition.committed = 10
        partition.look(5)
        #expect(partition.status == .rewind)
        partition.look(10) { $0.committed = ($0.committed ?? 0) + 2 }
        #expect(partition.status == .ok)
    }

    @Test func `what the broker dropped unread is lost, also when nothing is left to read`() {
        var partition = Watched(committed: 5, low: 8, high: 8)
        partition.look()
        #expect(partition.status == .lost)
    }

    @Test func `an emptied broker is a new log and no rewind`() {
        var partition = Watched(committed: 50, high: 60)
        partition.look(10)
        partition.committed = nil
        partition.high = 2
        partition.look(3)
        #expect(partition.status == .ok)
        #expect(partition.history.looks.count == 3)
    }

    @Test func `worse statuses are greater`() {
        #expect(LagStatus.allCases.max() == .lost)
        #expect(LagStatus.warn < .stall)
    }
}

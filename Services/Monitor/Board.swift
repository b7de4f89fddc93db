import Foundation
import Synchronization

/// What one look found; everything that is shown is made of the latest one.
struct Findings: Sendable {
    /// One group in one partition.
    struct Place: Sendable, Equatable {
        let group: String
        let topic: String
        let partition: Int32
        /// Nil when the group never committed here.
        let committed: Int64?
        let low: Int64
        let high: Int64
        let lag: Int64
        /// When the oldest record that waits was written; nil without lag and when it could not be read.
        let oldest: Date?
        let status: LagStatus

        /// Age of the oldest record that waits: 0 without lag, nil when unknown.
        func oldestSeconds(at now: Date) -> Double? {
            lag == 0 ? 0 : oldest.map { max(0, now.timeIntervalSince($0)) }
        }
    }

    /// What one process says of its outbox.
    struct Outbox: Sendable, Equatable {
        let service: String
        var depth: Double
        var oldestSeconds: Double
    }

    /// The dead letters of one service that operators have not dealt with.
    struct DeadLetters: Sendable, Equatable {
        let service: String
        let topic: String
        var count: Int64
        var latest: Date?
        var reason: String?
    }

    var places: [Place] = []
    var deadLetters: [DeadLetters] = []
    /// When the broker last answered; nil when it never has.
    var measuredAt: Date?
    /// Why the broker does not answer now; nil when it does.
    var brokerProblem: String?
    var outboxes: [Outbox] = []
    /// Processes that do not answer.
    var silent: [String] = []
    var checkedAt = Date()

    /// Everybody answers, and nothing waits anywhere.
    var isCalm: Bool {
        brokerProblem == nil && silent.isEmpty && places.allSatisfy { $0.lag == 0 }
            && outboxes.allSatisfy { $0.depth == 0 }
    }
}

/// The latest findings, for whoever shows them.
final class Board: Sendable {
    private let latest = Mutex(Findings())

    var findings: Findings {
        get { latest.withLock { $0 } }
        set { latest.withLock { $0 = newValue } }
    }
}

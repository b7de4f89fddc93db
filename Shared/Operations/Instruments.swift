import Synchronization

/// A number that only grows.
package final class Counter: Sendable {
    private let total = Mutex(0.0)

    package func increment(by amount: Double = 1) {
        total.withLock { $0 += amount }
    }

    package var value: Double { total.withLock { $0 } }
}

/// A number that goes up and down.
package final class Gauge: Sendable {
    private let current = Mutex(0.0)

    package func set(_ value: Double) {
        current.withLock { $0 = value }
    }

    package func add(_ amount: Double) {
        current.withLock { $0 += amount }
    }

    package var value: Double { current.withLock { $0 } }
}

/// Counts of observations below fixed bounds, for latencies in seconds.
package final class Histogram: Sendable {
    struct State {
        var counts: [Int]
        var sum = 0.0
        var total = 0
    }

    /// Bounds that fit both a query of a millisecond and a command that waits for its deadline.
    package static let latencySeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds.sorted()
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count)))
    }

    package func observe(_ value: Double) {
        state.withLock { state in
            state.sum += value
            state.total += 1
            if let index = bounds.firstIndex(where: { value <= $0 }) { state.counts[index] += 1 }
        }
    }

    package func observe(_ duration: Duration) {
        observe(duration / .seconds(1))
    }

    package var count: Int { state.withLock { $0.total } }

    var read: State { state.withLock { $0 } }
}

package import Foundation
import Synchronization

/// A clock that stands still until it is told to go on.
package final class TestClock: Sendable {
    private let time: Mutex<Date>

    /// Begins at 10:00 in Beijing on 23 November 2026.
    package init(_ start: Date = Date(timeIntervalSince1970: 1_795_399_200)) {
        time = Mutex(start)
    }

    package var now: Date { time.withLock { $0 } }

    package func advance(by seconds: TimeInterval) {
        time.withLock { $0 += seconds }
    }
}

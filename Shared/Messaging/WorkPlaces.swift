import Synchronization

/// How much of one kind of work may be under way at once.
package final class WorkPlaces: Sendable {
    private let most: Int
    private let taken = Mutex(0)

    package init(_ most: Int) {
        self.most = most
    }

    /// Takes a place if there is one; who got it must leave it.
    package func enter() -> Bool {
        taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
    }

    package func leave() {
        taken.withLock { $0 -= 1 }
    }
}

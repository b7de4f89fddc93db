import Foundation
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

    /// Does a piece of work in a place of its own; throws ``WorkPlacesTaken`` when there is none.
    package func with<Result>(_ work: () async throws -> Result) async throws -> Result {
        guard enter() else { throw WorkPlacesTaken() }
        defer { leave() }
        return try await work()
    }
}

/// Too much of this work is under way: what was asked waits, or is told so.
package struct WorkPlacesTaken: Error {
    /// In seconds: who waits longer had better come again.
    static let patience: TimeInterval = 2
    static let pause = Duration.milliseconds(50)
}

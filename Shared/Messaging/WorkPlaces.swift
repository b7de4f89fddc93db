import Foundation
import Synchronization

/// How much of one kind of work may be under way at once, and how much may wait for it.
///
/// A place that becomes free goes to who waits longest, before anybody who comes later.
package final class WorkPlaces: Sendable {
    private struct State {
        var taken = 0
        /// Empty while a place is free.
        var line: [Turn] = []
    }

    /// In seconds: who would wait longer had better come again.
    static let patience: TimeInterval = 2

    private let most: Int
    private let mostWaiting: Int
    private let state = Mutex(State())

    package init(_ most: Int, waiting mostWaiting: Int = 0) {
        self.most = most
        self.mostWaiting = mostWaiting
    }

    /// Takes a place if there is one; who got it must leave it.
    package func enter() -> Bool {
        do {
            try enter(orWait: .zero)
            return true
        } catch { return false }
    }

    package func leave() {
        // Who has given up meanwhile lets the next one have it.
        while let next = next() {
            if next.call() { return }
        }
    }

    /// Does a piece of work in a place of its own, in that of `turn` when its time has come.
    ///
    /// Throws ``WorkPlacesTaken`` when there is none: with a turn that lasts as long as `patience`, if it may wait.
    func with<Result>(
        _ turn: Turn?,
        patience: Duration,
        _ work: () async throws -> Result
    ) async throws -> Result {
        if turn?.take() != true { try enter(orWait: patience) }
        defer { leave() }
        return try await work()
    }

    private func enter(orWait patience: Duration) throws(WorkPlacesTaken) {
        let (isIn, turn): (Bool, Turn?) = state.withLock { state in
            guard state.taken >= most else {
                state.taken += 1
                return (true, nil)
            }
            guard patience > .zero, state.line.count < mostWaiting else { return (false, nil) }
            let turn = Turn(self)
            state.line.append(turn)
            return (false, turn)
        }
        guard !isIn else { return }
        turn?.end(after: patience)
        throw WorkPlacesTaken(turn: turn)
    }

    /// Who the place that is left goes to; nobody, and it is free.
    private func next() -> Turn? {
        state.withLock { state in
            guard state.line.isEmpty else { return state.line.removeFirst() }
            state.taken -= 1
            return nil
        }
    }

    private func strike(_ turn: Turn) {
        state.withLock { $0.line.removeAll { $0 === turn } }
    }
}

extension WorkPlaces {
    /// What one piece of work has of a line: until its end, and from when it is called a place that is kept for it.
    final class Turn: Sendable {
        private enum Stage {
            case waiting(CheckedContinuation<Void, Never>?)
            case called
            case over
        }

        private let places: WorkPlaces
        private let stage = Mutex(Stage.waiting(nil))

        fileprivate init(_ places: WorkPlaces) {
            self.places = places
        }

        /// Returns when it is called or over; for one who waits.
        func comes() async {
            await withCheckedContinuation { waiter in
                let waits = stage.withLock { stage in
                    guard case .waiting = stage else { return false }
                    stage = .waiting(waiter)
                    return true
                }
                if !waits { waiter.resume() }
            }
        }

        /// Takes the place that is kept for it, once; false when there is none.
        func take() -> Bool {
            stage.withLock { stage in
                guard case .called = stage else { return false }
                stage = .over
                return true
            }
        }

        /// Gives up its place, in the line or the one that is kept: nobody may have come for it.
        func end() {
            let before = stage.withLock { stage in
                defer { stage = .over }
                return stage
            }
            switch before {
            case .waiting(let waiter):
                places.strike(self)
                waiter?.resume()
            case .called: places.leave()
            case .over: break
            }
        }

        fileprivate func end(after patience: Duration) {
            Task {
                try? await Task.sleep(for: patience)
                end()
            }
        }

        /// Keeps a place for it; false when it is over.
        fileprivate func call() -> Bool {
            let (isWaiting, waiter) = stage.withLock { stage -> (Bool, CheckedContinuation<Void, Never>?) in
                guard case .waiting(let waiter) = stage else { return (false, nil) }
                stage = .called
                return (true, waiter)
            }
            waiter?.resume()
            return isWaiting
        }
    }
}

/// Too much of this work is under way: what was asked waits for its turn, or without one is told so.
struct WorkPlacesTaken: Error {
    let turn: WorkPlaces.Turn?
}

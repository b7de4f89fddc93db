import Messages
import Messaging
import Synchronization

/// The memory for files that are being sent, and how many of them are worked on at once.
///
/// A file has room for the whole of it from when it has begun in earnest, so that those that have begun are not stopped
/// by others. When there is none left, one that is sent drop by drop gives way: whoever holds room must use it.
final class UploadRoom: Sendable {
    /// Up to here a file takes no room.
    fileprivate static let small = 64 << 10
    /// Who is slower than this for as long gives way.
    private static let slowest = 16.0 * 1024
    private static let patience = Duration.seconds(2)

    fileprivate struct Guest {
        let share: UploadShare
        let bytes: Int
        /// The moment of the last look at its speed, and what had come by then.
        var mark: (moment: ContinuousClock.Instant, received: Int)
        var received: Int
        var isWhole = false

        func isSlow(_ now: ContinuousClock.Instant) -> Bool {
            let time = now - mark.moment
            return !isWhole && time >= UploadRoom.patience
                && Double(received - mark.received) < UploadRoom.slowest * (time / .seconds(1))
        }
    }

    private struct State {
        var taken = 0
        var guests: [ObjectIdentifier: Guest] = [:]
    }

    private let most: Int
    private let state = Mutex(State())
    fileprivate let places: WorkPlaces

    init(bytes most: Int = 64 << 20, places: Int = 16) {
        self.most = most
        self.places = WorkPlaces(places)
    }

    fileprivate func enter(_ share: UploadShare, bytes: Int, received: Int) -> Bool {
        let now = ContinuousClock.now
        let (isIn, gone) = state.withLock { state -> (Bool, [UploadShare]) in
            var gone: [UploadShare] = []
            if state.taken + bytes > most {
                for guest in state.guests.values where guest.isSlow(now) {
                    state.guests[ObjectIdentifier(guest.share)] = nil
                    state.taken -= guest.bytes
                    gone.append(guest.share)
                }
            }
            guard state.taken + bytes <= most else { return (false, gone) }
            state.taken += bytes
            state.guests[ObjectIdentifier(share)] = Guest(
                share: share,
                bytes: bytes,
                mark: (now, received),
                received: received
            )
            return (true, gone)
        }
        for share in gone { share.giveWay() }
        return isIn
    }

    fileprivate func note(_ share: UploadShare, received: Int, isWhole: Bool) {
        let now = ContinuousClock.now
        state.withLock { state in
            let id = ObjectIdentifier(share)
            guard var guest = state.guests[id] else { return }
            guest.received = received
            guest.isWhole = isWhole
            if now - guest.mark.moment >= Self.patience, !guest.isSlow(now) { guest.mark = (now, received) }
            state.guests[id] = guest
        }
    }

    fileprivate func leave(_ share: UploadShare) {
        state.withLock { state in
            if let guest = state.guests.removeValue(forKey: ObjectIdentifier(share)) { state.taken -= guest.bytes }
        }
    }
}

/// What one request takes of it, until it is answered.
final class UploadShare: Sendable {
    static let busy = Refusal("gateway.uploads-busy", .unavailable)

    private struct State {
        var received = 0
        var hasRoom = false
        var hasPlace = false
        var hasGivenWay = false
        var waiter: CheckedContinuation<Void, any Error>?
    }

    private let room: UploadRoom
    private let state = Mutex(State())

    init(_ room: UploadRoom) {
        self.room = room
    }

    /// More has come of a file; `size` is what it will have in the end, as far as it is known.
    func grow(by bytes: Int, of size: Int) throws(Refusal) {
        let (received, hadRoom) = state.withLock { state in
            state.received += bytes
            defer { if state.received > UploadRoom.small { state.hasRoom = true } }
            return (state.received, state.hasRoom)
        }
        guard received > UploadRoom.small else { return }
        if hadRoom { return room.note(self, received: received, isWhole: false) }
        guard room.enter(self, bytes: max(size, received), received: received) else { throw Self.busy }
    }

    /// The whole file is there and is worked on now.
    func begin() throws(Refusal) {
        guard room.places.enter() else { throw Self.busy }
        let received = state.withLock { state in
            state.hasPlace = true
            return state.received
        }
        room.note(self, received: received, isWhole: true)
    }

    func leave() {
        room.leave(self)
        let hadPlace = state.withLock { state in
            defer { state.hasPlace = false }
            return state.hasPlace
        }
        if hadPlace { room.places.leave() }
    }

    /// Returns never; throws when its room went to another, or when the task is cancelled.
    func untilGivenWay() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                let isOver = state.withLock { state in
                    if !state.hasGivenWay { state.waiter = waiter }
                    return state.hasGivenWay
                }
                if isOver { waiter.resume(throwing: Self.busy) }
            }
        } onCancel: {
            giveWay()
        }
    }

    fileprivate func giveWay() {
        let waiter = state.withLock { state in
            state.hasGivenWay = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(throwing: Self.busy)
    }
}

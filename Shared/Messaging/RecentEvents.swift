import Foundation
import Identifiers
import Messages
import Synchronization

/// What was lately confirmed, and to whom: the next requests that it concerns tell their service to know of it first.
///
/// A request is concerned when its session had it confirmed, when its caller acts for what the event is about, or when
/// its body names that.
final class RecentEvents: Sendable {
    /// Longer than any listener is behind while the platform is well.
    static let lifetime = Duration.seconds(10)
    static let most = 50_000
    /// So many of its session are named with one request, the newest; of what the request itself names, all.
    static let mostOfSession = 100

    fileprivate struct Entry {
        let event: AnnouncedEvent
        let announcer: ServiceName
        let session: SessionID?
        let end: ContinuousClock.Instant
        /// Who has answered since, and so has heard of it.
        var heard: Set<ServiceName> = []

        /// The event, if this service should hear of it and has not.
        func named(
            to service: ServiceName,
            _ heardFrom: [ServiceName],
            _ now: ContinuousClock.Instant
        ) -> AnnouncedEvent? {
            end > now && !heard.contains(service) && heardFrom.contains(announcer) ? event : nil
        }
    }

    fileprivate struct State {
        var entries: [MessageID: Entry] = [:]
        var byKey: [String: [MessageID]] = [:]
        var bySession: [SessionID: [MessageID]] = [:]
        /// Oldest first.
        var order: [MessageID] = []
        var first = 0
    }

    private let state = Mutex(State())
    /// A bare function in a Mutex is wrapped once more each time it is read.
    private struct Listener {
        let act: @Sendable (AnnouncedEvent) -> Void
    }

    private let listener = Mutex<Listener?>(nil)

    /// `act`: called with each event until it is known, before anybody has the answer that names it.
    func whenConfirmed(_ act: @escaping @Sendable (AnnouncedEvent) -> Void) {
        listener.withLock { $0 = Listener(act: act) }
    }

    func remember(_ events: [AnnouncedEvent], confirmedTo session: SessionID?, now: ContinuousClock.Instant = .now) {
        let listener = listener.withLock { $0 }
        if let listener { unknown(events).forEach(listener.act) }
        state.withLock { state in
            state.forget(before: now, leaving: Self.most - events.count)
            for event in events where state.entries[event.id] == nil {
                guard let announcer = ServiceName(owning: event.type) else { continue }
                state.entries[event.id] = Entry(
                    event: event,
                    announcer: announcer,
                    session: session,
                    end: now + Self.lifetime
                )
                state.byKey[event.key, default: []].append(event.id)
                if let session { state.bySession[session, default: []].append(event.id) }
                state.order.append(event.id)
            }
        }
    }

    func knows(_ event: MessageID) -> Bool { state.withLock { $0.entries[event] != nil } }

    /// Several answers may name an event one after the other, or at once.
    private func unknown(_ events: [AnnouncedEvent]) -> [AnnouncedEvent] {
        state.withLock { state in events.filter { state.entries[$0.id] == nil } }
    }

    /// What `service` must have heard of before it answers this request.
    func concerning(
        _ service: ServiceName,
        _ caller: Caller,
        body: Data,
        now: ContinuousClock.Instant = .now
    ) -> [AnnouncedEvent] {
        let heardFrom = Topology.announcersHeard[service, default: []]
        guard !heardFrom.isEmpty, state.withLock({ !$0.entries.isEmpty }) else { return [] }
        let keys = Set(
            [caller.enterpriseID?.description, caller.accountID?.description, caller.personID?.description]
                .compactMap { $0 } + NamedIdentifiers.all(in: body)
        )
        return state.withLock { state in
            let byKey = Set(keys.flatMap { state.byKey[$0] ?? [] })
            let bySession = caller.sessionID.flatMap { state.bySession[$0] } ?? []
            var named = byKey.compactMap { state.entries[$0]?.named(to: service, heardFrom, now) }
            let most = named.count + Self.mostOfSession
            for id in bySession.reversed() where named.count < most && !byKey.contains(id) {
                if let event = state.entries[id]?.named(to: service, heardFrom, now) { named.append(event) }
            }
            return named
        }
    }

    /// A service has answered a request that named them.
    func heard(_ events: [AnnouncedEvent], by service: ServiceName) {
        state.withLock { state in
            for event in events { state.entries[event.id]?.heard.insert(service) }
        }
    }
}

extension RecentEvents.State {
    fileprivate mutating func forget(before now: ContinuousClock.Instant, leaving room: Int) {
        while first < order.count, let entry = entries[order[first]],
            entry.end <= now || order.count - first > room
        {
            entries[entry.event.id] = nil
            byKey[entry.event.key]?.removeAll { $0 == entry.event.id }
            if byKey[entry.event.key]?.isEmpty == true { byKey[entry.event.key] = nil }
            if let session = entry.session {
                bySession[session]?.removeAll { $0 == entry.event.id }
                if bySession[session]?.isEmpty == true { bySession[session] = nil }
            }
            first += 1
        }
        if first > 1_000, first > order.count / 2 {
            order.removeFirst(first)
            first = 0
        }
    }
}

/// The identifiers that a body names, wherever they stand in it.
enum NamedIdentifiers {
    private static let length = 36

    static func all(in body: Data) -> [String] {
        var found: [String] = []
        body.withUnsafeBytes { bytes in
            var start = 0
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\"") {
                if index - start == length {
                    let text = String(decoding: bytes[start..<index], as: UTF8.self)
                    if UUID(uuidString: text) != nil { found.append(text.lowercased()) }
                }
                start = index + 1
            }
        }
        return found
    }
}

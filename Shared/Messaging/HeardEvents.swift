import Foundation
import Identifiers
import Messages
import Postgres
import Synchronization

/// The events that this process has handled lately; what another instance handled stands in the inbox.
final class HeardEvents: Sendable {
    private static let most = 20_000

    private struct State {
        var ids: Set<MessageID> = []
        var order: [MessageID] = []
    }

    private let state = Mutex(State())

    func add(_ ids: [MessageID]) {
        state.withLock { state in
            for id in ids where state.ids.insert(id).inserted { state.order.append(id) }
            guard state.order.count > Self.most else { return }
            let oldest = state.order.prefix(Self.most / 4)
            state.ids.subtract(oldest)
            state.order.removeFirst(oldest.count)
        }
    }

    func lacking(_ ids: [MessageID]) -> [MessageID] {
        state.withLock { state in ids.filter { !state.ids.contains($0) } }
    }
}

/// A request that names events is answered when they have been handled here, or after a while all the same.
extension ListenerParts {
    /// Beyond it something is wrong with the events, and an answer that may be behind is better than none.
    package static let patience: TimeInterval = 2
    /// So soon the events of this process are through; only then is the inbox asked for those of others.
    private static let beforeAskingOthers: TimeInterval = 0.025

    /// How long to put a request off; nil when it can be answered now.
    func pause(before message: ReadMessage, _ work: Work) async -> Duration? {
        guard !message.awaited.isEmpty else { return nil }
        var lacking = context.heard.lacking(message.awaited)
        guard !lacking.isEmpty else { return nil }
        let waited = Date().timeIntervalSince(work.firstSeen)
        if waited >= Self.beforeAskingOthers {
            let rows = try? await database.query(
                "SELECT message_id FROM inbox WHERE consumer = \(eventConsumer) AND message_id = ANY(\(lacking))"
            )
            context.heard.add((rows ?? []).compactMap { try? $0.get("message_id") })
            lacking = context.heard.lacking(lacking)
            guard !lacking.isEmpty else { return nil }
        }
        guard waited < patience else {
            meters.gaveUpWaiting(message.headers.type)
            return nil
        }
        return .milliseconds(min(50, max(4, Int(waited * 500))))
    }

    private var eventConsumer: String { Topology.group(service, MessageListener.Kind.events.rawValue) }
}

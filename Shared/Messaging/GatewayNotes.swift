import Foundation
import Identifiers
import Kafka
import Logging
import Messages
import Synchronization

/// Tells the other Gateways what was confirmed before the client hears of it, so that whichever is asked next knows.
///
/// Every Gateway reads the one partition of `gateway.notes` from its end. One that was heard of in the last seconds is
/// waited for, but not for ever: without its word a request may be answered from a copy that is some milliseconds behind.
final class GatewayNotes: Sendable {
    private static let presence = Duration.seconds(2)
    /// As long as a request waits for events; who is gone without a word is waited for once, by those who confirm just
    /// then.
    private static let patience = Duration.seconds(2)

    private enum Kind: String {
        case here
        case gone
        case told
        case had
    }

    private enum Name {
        static let kind = "kind"
        static let from = "from"
        static let session = "session"
        /// What a `had` answers.
        static let correlation = MessageHeaders.Name.correlation
    }

    private struct Telling {
        var missing: Set<String>
        var waiter: CheckedContinuation<Void, Never>?
    }

    private struct State {
        var peers: [String: ContinuousClock.Instant] = [:]
        var tellings: [String: Telling] = [:]
    }

    private let state = Mutex(State())
    private let name = UUID.v7().lowercaseString
    private let recent: RecentEvents
    private let producer: KafkaProducer

    init(_ recent: RecentEvents, _ producer: KafkaProducer) {
        self.recent = recent
        self.producer = producer
    }

    var peers: Int { state.withLock { $0.peers.count } }

    /// Says that this Gateway is here, until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            send(.here)
            try? await Task.sleep(for: Self.presence)
        }
        send(.gone)
    }

    /// Returns when the other Gateways know, or when those that have not said so have had their time.
    func tell(_ events: [AnnouncedEvent], confirmedTo session: SessionID?) async {
        recent.remember(events, confirmedTo: session)
        guard let text = AnnouncedEvent.write(events) else { return }
        let correlation = UUID.v7().lowercaseString
        let isAlone = state.withLock { state in
            let now = ContinuousClock.now
            state.peers = state.peers.filter { now - $0.value < Self.presence * 3 }
            if !state.peers.isEmpty { state.tellings[correlation] = Telling(missing: Set(state.peers.keys)) }
            return state.peers.isEmpty
        }
        guard !isAlone else { return }
        send(
            .told,
            [
                Name.correlation: correlation,
                Name.session: session?.description ?? "",
                MessageHeaders.Name.announced: text,
            ]
        )
        let timer = Task {
            try await Task.sleep(for: Self.patience)
            end(correlation)
        }
        await withCheckedContinuation { waiter in
            let isOver = state.withLock { state in
                guard state.tellings[correlation]?.missing.isEmpty == false else {
                    state.tellings[correlation] = nil
                    return true
                }
                state.tellings[correlation]?.waiter = waiter
                return false
            }
            if isOver { waiter.resume() }
        }
        timer.cancel()
    }

    func receive(_ headers: KafkaHeaders) {
        guard let from = headers[Name.from], from != name, let kind = headers[Name.kind].flatMap(Kind.init) else {
            return
        }
        state.withLock { $0.peers[from] = kind == .gone ? nil : .now }
        guard let correlation = headers[Name.correlation] else { return }
        switch kind {
        case .told:
            recent.remember(
                AnnouncedEvent.read(headers[MessageHeaders.Name.announced]),
                confirmedTo: headers[Name.session].flatMap { SessionID($0) }
            )
            send(.had, [Name.correlation: correlation])
        case .had:
            let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
                state.tellings[correlation]?.missing.remove(from)
                guard let telling = state.tellings[correlation], telling.missing.isEmpty, let waiter = telling.waiter
                else { return nil }
                state.tellings[correlation] = nil
                return waiter
            }
            waiter?.resume()
        case .here, .gone: break
        }
    }

    /// Who has not answered in time is waited for again when it is next heard of.
    private func end(_ correlation: String) {
        let waiter = state.withLock { state in
            let telling = state.tellings.removeValue(forKey: correlation)
            for peer in telling?.missing ?? [] { state.peers[peer] = nil }
            return telling?.waiter
        }
        waiter?.resume()
    }

    private func send(_ kind: Kind, _ more: KafkaHeaders = [:]) {
        var headers = more
        headers[Name.kind] = kind.rawValue
        headers[Name.from] = name
        let message = KafkaMessage(topic: Topology.notes, partition: 0, key: name, value: Data(), headers: headers)
        producer.send(message) { _ in }
    }
}

import Foundation
import Identifiers
import Kafka
import Messages
import Postgres

/// A record understood: what to run, and in whose name.
struct ReadMessage: Sendable {
    let headers: MessageHeaders
    /// Nil for events: their ids alone tell repeats.
    let contentHash: Data?
    let scope: RowScope
    /// Comes to the reply, nil for events.
    let handling: Handling<PreparedAnswer?>
    let isRequest: Bool
    /// Events that must have been handled here before.
    var awaited: [MessageID] = []

    var standsAlone: Bool {
        if case .afterWork = handling { return true }
        return false
    }
}

/// Why a record is not handed to a use case.
enum Reading: Sendable {
    case message(ReadMessage)
    case expired(type: String)
    case skipped
    case unusable(DeadLetter.Reason, error: String, knownType: String?)
}

extension ListenerParts {
    func readRequest(_ work: Work, _ routes: [String: RequestRoute], now: Date = Date()) -> Reading {
        let headers: MessageHeaders
        do { headers = try work.headers.get() } catch {
            return .unusable(.malformedHeaders, error: error.description, knownType: nil)
        }
        guard let route = routes[headers.type] else {
            return .unusable(.unknownType, error: "no route for this type", knownType: nil)
        }
        if let deadline = headers.deadline, deadline < now { return .expired(type: headers.type) }
        do {
            let request = try route.prepare(work.record.value)
            let caller = headers.caller ?? .anonymous
            return .message(
                ReadMessage(
                    headers: headers,
                    contentHash: Inbox.contentHash(headers, body: work.record.value),
                    scope: request.scope(caller),
                    handling: request.handling(caller).map { answer, _ in answer },
                    isRequest: true,
                    awaited: headers.after.filter { self.routes.isAwaited($0, by: headers.type) }.map(\.id)
                )
            )
        } catch {
            return .unusable(.undecodable, error: SafeErrorText.of(error), knownType: headers.type)
        }
    }

    func readEvent(_ work: Work) -> Reading {
        let headers: MessageHeaders
        do { headers = try work.headers.get() } catch {
            return .unusable(.malformedHeaders, error: error.description, knownType: nil)
        }
        let route = routes.events[headers.type]
        let every = routes.everyEvent
        // Topics carry all of a service's events; those without a route are for others.
        guard route != nil || every != nil else { return .skipped }
        do {
            let note = try route?.prepare(work.record.value) ?? .atOnce { _ in }
            let envelope = EventEnvelope(headers: headers, topic: work.record.topic, body: work.record.value)
            return .message(
                ReadMessage(
                    headers: headers,
                    contentHash: nil,
                    scope: .system,
                    handling: note.map { _, transaction in
                        try await every?.handle(envelope, transaction)
                        return nil
                    },
                    isRequest: false
                )
            )
        } catch {
            return .unusable(.undecodable, error: SafeErrorText.of(error), knownType: headers.type)
        }
    }
}

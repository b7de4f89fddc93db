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
    /// Returns the reply, nil for events.
    let run: @Sendable (Transaction) async throws -> PreparedAnswer?
    let isRequest: Bool
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
        do { headers = try MessageHeaders(work.record.headers) } catch {
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
                    run: { transaction in try await request.run(caller, transaction) },
                    isRequest: true
                )
            )
        } catch {
            return .unusable(.undecodable, error: SafeErrorText.of(error), knownType: headers.type)
        }
    }

    func readEvent(_ work: Work) -> Reading {
        let headers: MessageHeaders
        do { headers = try MessageHeaders(work.record.headers) } catch {
            return .unusable(.malformedHeaders, error: error.description, knownType: nil)
        }
        let route = routes.events[headers.type]
        let every = routes.everyEvent
        // Topics carry all of a service's events; those without a route are for others.
        guard route != nil || every != nil else { return .skipped }
        do {
            let note = try route?.prepare(work.record.value)
            let envelope = EventEnvelope(headers: headers, topic: work.record.topic, body: work.record.value)
            return .message(
                ReadMessage(
                    headers: headers,
                    contentHash: nil,
                    scope: .system,
                    run: { transaction in
                        try await note?(transaction)
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

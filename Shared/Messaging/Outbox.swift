import Foundation
import Identifiers
package import Messages
package import Postgres

/// A message too large for the broker; such content belongs into the object store.
package struct MessageTooLarge: Error, CustomStringConvertible {
    package let type: String
    package let size: Int

    package var description: String { "\(type) has \(size) bytes, more than \(Outbox.largestPayload)" }
}

/// The table in which events wait for the broker; see ``OutboxRelay``.
enum Outbox {
    static let shards = 16
    /// Small, because the embedded broker keeps 5 MiB per partition only.
    static let largestPayload = 256 * 1024

    /// Headers as they are kept; `attempt` and the like are added when sending.
    struct KeptHeaders: Codable, Sendable {
        var source: String
        var caller: Caller?
        var traceparent: String?
        /// The message whose handling announced this event.
        var cause: MessageID?
    }

    /// That an event was written on the days of two moments, with an hour more on both sides.
    ///
    /// They stand in the statement as they are: with them the planner looks at the partitions of those days only, and
    /// keeps the plan; it would otherwise plan anew each time, which costs more than the statement.
    static func onDays(from first: Date, to last: Date) -> SQL {
        let day = 86_400.0
        let start = ((first.timeIntervalSince1970 - 3_600) / day).rounded(.down) * day
        let end = ((last.timeIntervalSince1970 + 3_600) / day).rounded(.up) * day
        return """
            created_at >= to_timestamp(\(unescaped: "\(Int64(start))"))
                AND created_at < to_timestamp(\(unescaped: "\(Int64(end))"))
            """
    }

    /// The lock keeps two transactions from announcing for one key at once, so that `seq` follows the order of commits.
    static func insert(
        id: MessageID,
        topic: String,
        key: String,
        type: String,
        headers: KeptHeaders,
        payload: Data
    ) -> SQL {
        """
        WITH turn AS MATERIALIZED (
            SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.outbox key'), hashtext(\(key))) AS held
        )
        INSERT INTO outbox (seq, id, shard, topic, key, type, headers, payload)
        SELECT nextval('outbox_seq'), \(id), hashtext(\(key)) & 15, \(topic), \(key), \(type),
            \(PostgresJSON(headers)), \(payload)
        FROM turn
        WHERE held::text IS NOT NULL
        """
    }
}

extension Transaction {
    /// Announces an event: it is sent after commit, exactly as often as the transaction commits, in order per key.
    ///
    /// Travels with the next statement or with COMMIT; the database's error surfaces there.
    package func publish(_ event: some Event) async throws {
        let context = MessagingContext.current
        let eventType = type(of: event)
        let payload = try WireCoding.encode(event)
        guard payload.count <= Outbox.largestPayload else {
            throw MessageTooLarge(type: eventType.type, size: payload.count)
        }
        let headers = Outbox.KeptHeaders(
            source: context?.source ?? eventType.service.rawValue,
            caller: context?.message?.caller,
            traceparent: (context?.trace ?? .start()).description,
            cause: context?.message?.id
        )
        let id = MessageID.new()
        context?.announced?.add([AnnouncedEvent(id: id, type: eventType.type, key: event.key)])
        try later(
            Outbox.insert(
                id: id,
                topic: eventType.service.events,
                key: event.key,
                type: eventType.type,
                headers: headers,
                payload: payload
            )
        )
        if let wake = context?.outboxWake { afterCommit { wake.raise() } }
    }
}

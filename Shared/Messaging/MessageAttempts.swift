import Foundation
import Identifiers
import Postgres

/// Counts how often a message was begun, before it is handled, so that one that ends the process is given up too.
struct MessageAttempts: Sendable {
    /// After this many beginnings a message becomes a dead letter.
    static let limit = 5

    let consumer: String
    let database: Database

    struct Count: Sendable {
        let attempts: Int
        let firstSeen: Date
    }

    func begin(_ id: MessageID) async throws -> Count {
        try await begin([id])[id] ?? Count(attempts: 1, firstSeen: Date())
    }

    /// Whether none of these was begun before, except such as came to their end.
    func areNew(_ ids: Set<MessageID>) async throws -> Bool {
        try await database.query(
            """
            SELECT 1 FROM message_attempts
            WHERE consumer = \(consumer) AND message_id = ANY(\(ids.sorted())) LIMIT 1
            """
        ).isEmpty
    }

    /// Counts one more beginning of each.
    func begin(_ ids: Set<MessageID>) async throws -> [MessageID: Count] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await database.query(
            """
            INSERT INTO message_attempts AS kept (consumer, message_id, attempts)
            SELECT \(consumer), id, 1 FROM unnest(\(ids.sorted())) AS id, \(SQL.lightly)
            ON CONFLICT ON CONSTRAINT message_attempts_pkey DO UPDATE SET attempts = kept.attempts + 1
            RETURNING message_id, attempts, first_seen
            """
        )
        var counts: [MessageID: Count] = [:]
        for row in rows {
            counts[try row.get("message_id")] = Count(
                attempts: try row.get("attempts"),
                firstSeen: try row.get("first_seen")
            )
        }
        return counts
    }

    /// The statement that forgets the count; goes along with the transaction that handled the message.
    func forgetting(_ id: MessageID) -> SQL {
        "DELETE FROM message_attempts WHERE consumer = \(consumer) AND message_id = \(id)"
    }

    func forget(_ id: MessageID) async throws {
        try await database.execute(forgetting(id))
    }
}

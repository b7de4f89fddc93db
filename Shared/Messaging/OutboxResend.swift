package import Foundation
package import Postgres

/// Marks kept events unsent, so that the relay sends them again under their old ids.
package struct OutboxResend: Sendable {
    private static let slice: Int64 = 5000

    let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// Marks what was announced in `[from, to)`, on one topic or all; returns how many events that were.
    package func mark(from: Date, to: Date = .distantFuture, topic: String? = nil) async throws -> Int {
        try await slices(from: from, to: to) { low, high in
            """
            UPDATE outbox SET sent_at = NULL
            WHERE seq >= \(low) AND seq < \(high) AND created_at >= \(from) AND created_at < \(to)
                AND sent_at IS NOT NULL AND (\(topic)::text IS NULL OR topic = \(topic))
            """
        }
    }

    /// Marks everything kept that was sent before `moment`.
    func markSent(before moment: Date) async throws -> Int {
        try await slices(from: .distantPast, to: .distantFuture) { low, high in
            "UPDATE outbox SET sent_at = NULL WHERE seq >= \(low) AND seq < \(high) AND sent_at < \(moment)"
        }
    }

    /// Slice by slice, so that no statement runs into its time limit however much is kept.
    private func slices(from: Date, to: Date, _ update: (Int64, Int64) -> SQL) async throws -> Int {
        let range = try await database.one(
            """
            SELECT min(seq) AS low, max(seq) AS high FROM outbox
            WHERE created_at >= \(from) AND created_at < \(to)
            """
        )
        guard let low = try range?.get("low", as: Int64?.self), let high = try range?.get("high", as: Int64?.self)
        else { return 0 }
        var marked = 0
        for start in stride(from: low, through: high, by: Int(Self.slice)) {
            marked += try await database.execute(update(start, start + Self.slice))
        }
        return marked
    }
}

/// Does the marking outside any message's transaction, since it can take long.
struct ResendJob: Job {
    static let kind = "messaging.resend"

    var topic: String
    var from: Date
    var to: Date?

    var uniqueKey: String? { topic }
}

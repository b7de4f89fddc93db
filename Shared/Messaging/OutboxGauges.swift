import Foundation
import Operations
import Postgres

/// How much waits in the outbox and for how long.
struct OutboxGauges: Sendable {
    private let depth: Gauge
    private let oldest: Gauge

    init(_ metrics: Metrics, service: String) {
        let labels = ["service": service]
        depth = metrics.gauge("suiyue_outbox_depth", help: "Events not yet sent", labels: labels)
        oldest = metrics.gauge("suiyue_outbox_oldest_seconds", help: "Age of the oldest unsent event", labels: labels)
    }

    func read(_ database: Database) async throws {
        let row = try await database.one(
            """
            SELECT count(*) AS depth, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
            FROM outbox WHERE sent_at IS NULL
            """
        )
        guard let row else { return }
        depth.set(Double(try row.get("depth", as: Int.self)))
        oldest.set(try row.get("age", as: Double.self))
    }
}

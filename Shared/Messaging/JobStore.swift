import Cryptography
package import Foundation
import Identifiers
package import Postgres

/// The jobs table.
struct JobStore: Sendable {
    static let sealContext = "messaging.job"

    let database: Database

    /// A job taken for one run; `attempt` is also the proof of still holding it.
    struct Taken: Sendable {
        let id: UUID
        let kind: String
        let payload: Data
        let trace: TraceContext?
        let attempt: Int
        let dueAt: Date

        func finishing(outcome: String, error: String?) -> SQL {
            """
            UPDATE jobs SET finished_at = now(), outcome = \(outcome), last_error = \(error)
            WHERE id = \(id) AND attempts = \(attempt) AND finished_at IS NULL
            """
        }
    }

    /// What one look at the jobs came to.
    struct Look: Sendable {
        let taken: [Taken]
        /// Until the next becomes due of those that nobody has taken; nil when none waits.
        let untilNext: Duration?
    }

    /// Takes due jobs for the length of their kind's lease, the longest due first; what others hold is passed over.
    func take(_ leases: [String: Duration], limit: Int) async throws -> Look {
        let kinds = leases.keys.sorted()
        let seconds = kinds.map { leases[$0, default: .zero] / .seconds(1) }
        let rows = try await database.query(
            """
            WITH taken AS (
                UPDATE jobs SET attempts = attempts + 1, taken_until = now() + make_interval(
                    secs => (\(seconds)::float8[])[array_position(\(kinds)::text[], kind)]
                )
                FROM \(SQL.lightly)
                WHERE id IN (
                    SELECT id FROM jobs
                    WHERE finished_at IS NULL AND due_at <= now() AND (taken_until IS NULL OR taken_until < now())
                        AND kind = ANY(\(kinds))
                    ORDER BY due_at
                    LIMIT \(limit)
                    FOR UPDATE SKIP LOCKED
                )
                RETURNING id, kind, payload, traceparent, attempts, due_at
            )
            SELECT next.seconds, taken.* FROM (
                SELECT (
                    SELECT extract(epoch FROM due_at - now())::float8 FROM jobs
                    WHERE finished_at IS NULL AND due_at > now() AND (taken_until IS NULL OR taken_until < now())
                        AND kind = ANY(\(kinds))
                    ORDER BY due_at
                    LIMIT 1
                ) AS seconds
            ) AS next LEFT JOIN taken ON true
            """
        )
        let next = try rows.first?.get("seconds", as: Double?.self)
        return Look(
            taken: try rows.compactMap { row in
                guard let id = try row.get("id", as: UUID?.self) else { return nil }
                return Taken(
                    id: id,
                    kind: try row.get("kind"),
                    payload: try row.get("payload"),
                    trace: try row.get("traceparent", as: String?.self).flatMap { TraceContext($0) },
                    attempt: try row.get("attempts", as: Int.self),
                    dueAt: try row.get("due_at")
                )
            },
            untilNext: next.map { .seconds(max($0, 0)) }
        )
    }

    func finish(_ job: Taken, outcome: String, error: String?) async throws {
        try await database.execute(job.finishing(outcome: outcome, error: error))
    }

    /// Gives the job back for a later try.
    ///
    /// It keeps a passed lease, so that it does not absorb newer ones with its key.
    func release(_ job: Taken, after delay: Duration, error: String?) async throws {
        let seconds = delay / .seconds(1)
        try await database.execute(
            """
            UPDATE jobs SET due_at = now() + make_interval(secs => \(seconds)), taken_until = '-infinity',
                last_error = \(error)
            WHERE id = \(job.id) AND attempts = \(job.attempt) AND finished_at IS NULL
            """
        )
    }

    /// Sets the job to its next time, as if it had not run; ends it when another with its key already waits.
    func repeatAt(_ job: Taken, _ date: Date) async throws {
        do {
            try await database.execute(
                """
                UPDATE jobs SET due_at = \(date), taken_until = NULL, attempts = 0, last_error = NULL
                WHERE id = \(job.id) AND attempts = \(job.attempt) AND finished_at IS NULL
                """
            )
        } catch let error as PostgresError where error.isUniqueViolation {
            try await finish(job, outcome: "done", error: nil)
        }
    }

    /// What of these kinds waits: a kind that this version does not know is left to those that do.
    func countDue(of kinds: [String]) async throws -> (due: Int, oldest: Double, dead: Int) {
        let row = try await database.one(
            """
            SELECT count(*) AS due, coalesce(extract(epoch FROM now() - min(due_at)), 0)::float8 AS age,
                (SELECT count(*) FROM jobs WHERE outcome = 'dead') AS dead
            FROM jobs WHERE finished_at IS NULL AND due_at <= now() AND kind = ANY(\(kinds))
            """
        )
        guard let row else { return (0, 0, 0) }
        return (try row.get("due", as: Int.self), try row.get("age"), try row.get("dead", as: Int.self))
    }
}

extension Transaction {
    /// Writes down a job; it runs after commit, when due.
    ///
    /// An unbegun job of its kind and key absorbs it.
    ///
    /// `date`: when it is due; at once when not given.
    package func schedule<J: Job>(_ job: J, at date: Date? = nil) async throws {
        guard let context = MessagingContext.current else { throw NoMessagingContext() }
        let payload = try context.keys.seal(data: try WireCoding.encode(job), context: JobStore.sealContext)
        try later(
            """
            INSERT INTO jobs (id, kind, unique_key, payload, traceparent, due_at)
            VALUES (\(UUID.v7()), \(J.kind), \(job.uniqueKey), \(payload), \(context.trace?.description),
                coalesce(\(date), now()))
            ON CONFLICT (kind, unique_key)
                WHERE unique_key IS NOT NULL AND finished_at IS NULL AND taken_until IS NULL
                DO UPDATE SET due_at = least(jobs.due_at, excluded.due_at)
            """
        )
        afterCommit { context.jobsWake.raise() }
    }
}

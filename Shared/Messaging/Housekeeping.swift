package import Foundation
package import Logging
package import Postgres
import ServiceLifecycle

/// Rows of a service's own that are removed when they have been kept long enough.
package struct KeptRows: Sendable {
    let table: String
    let column: String
    let days: Int
    let condition: SQL

    /// `table` has a primary key `id`; `column` is the time that counts, of the rows that `condition` is true of.
    ///
    /// Under row-level security the rows are seen in the scope `housekeeping`.
    package init(table: String, by column: String, days: Int, where condition: SQL = "true") {
        self.table = table
        self.column = column
        self.days = days
        self.condition = condition
    }

    /// Finds some of the rows that go today.
    package func due(_ today: Date, atMost count: Int) -> SQL {
        """
        SELECT id FROM \(identifier: table)
        WHERE \(identifier: column) < \(today)::timestamptz - make_interval(days => \(days)) AND \(condition)
        LIMIT \(count)
        """
    }
}

/// Makes the outbox's partitions ahead and removes what has been kept long enough.
package final class Housekeeping: Service {
    /// How long things are kept, in days.
    ///
    /// The inbox outlives the outbox, so that anything sent again is recognised.
    package struct Retention: Sendable {
        package var outboxDays = 14
        package var inboxDays = 16
        package var finishedJobsDays = 14

        package init() {}
    }

    private static let slice = 1000
    private let database: Database
    private let retention: Retention
    private let kept: [KeptRows]
    private let interval: Duration
    private let logger: Logger

    package init(
        database: Database,
        retention: Retention = Retention(),
        kept: [KeptRows] = [],
        interval: Duration = .seconds(3600),
        logger: Logger
    ) {
        self.database = database
        self.retention = retention
        self.kept = kept
        self.interval = interval
        self.logger = logger
    }

    package func run() async throws {
        let stop = StopSign()
        let wake = WakeSignal()
        await stop.guarding(wake) {
            while !stop.isRaised {
                do { try await runOnce() } catch {
                    guard !stop.isRaised else { return }
                    logger.warning("housekeeping failed", metadata: ["cause": "\(SafeErrorText.of(error))"])
                }
                await wake.wait(atMost: interval)
            }
        }
    }

    /// One round; `today` only differs from the clock in tests.
    package func runOnce(today: Date = Date()) async throws {
        try await maintainOutbox(today)
        try await remove(
            """
            DELETE FROM inbox WHERE (consumer, message_id) IN (
                SELECT consumer, message_id FROM inbox
                WHERE received_at < \(today)::timestamptz - make_interval(days => \(retention.inboxDays)) LIMIT \(Self.slice)
            )
            """
        )
        try await remove(
            """
            DELETE FROM message_attempts WHERE (consumer, message_id) IN (
                SELECT consumer, message_id FROM message_attempts
                WHERE first_seen < \(today)::timestamptz - make_interval(days => \(retention.inboxDays)) LIMIT \(Self.slice)
            )
            """
        )
        // Dead jobs stay until an operator has seen to them.
        try await remove(
            """
            DELETE FROM jobs WHERE id IN (
                SELECT id FROM jobs
                WHERE finished_at < \(today)::timestamptz - make_interval(days => \(retention.finishedJobsDays))
                    AND outcome = 'done'
                LIMIT \(Self.slice)
            )
            """
        )
        for rows in kept {
            try await remove(
                "DELETE FROM \(identifier: rows.table) WHERE id IN (\(rows.due(today, atMost: Self.slice)))"
            )
        }
    }

    private func maintainOutbox(_ today: Date) async throws {
        let row = try await database.one(
            """
            SELECT created, dropped, kept_unsent
            FROM outbox_maintain((\(today)::timestamptz AT TIME ZONE 'UTC')::date, 3, \(retention.outboxDays))
            """
        )
        guard let row else { return }
        let kept = try row.get("kept_unsent", as: Int.self)
        if kept > 0 {
            logger.error("old outbox partitions hold unsent events and are kept", metadata: ["count": "\(kept)"])
        }
    }

    private func remove(_ statement: SQL) async throws {
        while try await database.withTransaction(
            context: RowScope.housekeeping.settings,
            { try await $0.execute(statement) }
        ) == Self.slice { try Task.checkCancellation() }
    }
}

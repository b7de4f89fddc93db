package import Foundation
import Logging
package import Messaging
package import Postgres

extension Bench {
    /// Makes a row older: its time by so many days.
    package func age(_ table: String, _ column: String, days: Int, where row: SQL) async throws {
        try await admin.execute(
            """
            UPDATE \(identifier: table)
            SET \(identifier: column) = \(identifier: column) - make_interval(days => \(days)) WHERE \(row)
            """
        )
    }

    /// One round of housekeeping as the service does it, at the tests' own time.
    package func keepHouse(_ kept: [KeptRows], today: Date = TestClock().now) async throws {
        try await Housekeeping(database: database, kept: kept, logger: Logger(label: "test")).runOnce(today: today)
    }

    /// How many rows of a table there are, whoever may see them.
    package func count(_ table: String, where row: SQL) async throws -> Int {
        try await admin.one("SELECT count(*) AS n FROM \(identifier: table) WHERE \(row)")?.get("n") ?? 0
    }
}

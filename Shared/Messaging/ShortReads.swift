import Failures
package import Postgres

/// What work before a transaction may read: one short look after another, each with a connection only while it lasts.
package struct ShortReads: Sendable {
    private let database: Database
    private let scope: RowScope

    package init(_ database: Database, _ scope: RowScope) {
        self.database = database
        self.scope = scope
    }

    /// Reads in a transaction of its own, in the scope of the message that is handled.
    package func callAsFunction<Result: Sendable>(
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await database.withTransaction(readOnly: true, context: scope.settings, body)
    }
}

/// What was prepared before the transaction no longer fits what stands in it: it is prepared again.
package struct PreparedInVain: PassingTrouble, CustomStringConvertible {
    package init() {}

    package var isPassing: Bool { true }

    package var description: String { "the state changed while the work was done" }
}

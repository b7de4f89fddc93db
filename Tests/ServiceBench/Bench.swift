package import Cryptography
import Foundation
import Identifiers
package import Messages
package import Messaging
package import Postgres
import TestSupport

/// A service's own schema on a real PostgreSQL, and what a listener would do around each use case.
package struct Bench: Sendable {
    package let database: Database
    /// The superuser's pool, which row-level security does not bind.
    package let admin: Database
    package let keys: SealingKeys
    private let context: MessagingContext

    package static func open(_ service: ServiceName, migrations: [Migration]) async throws -> Bench {
        let schema = service.rawValue
        let opened = try await TestDatabase.open(schema: schema, migrations: MessagingMigration.all + migrations)
        let keys = try SealingKeys(setting: "k1:" + Data(repeating: 7, count: 32).base64EncodedString())
        return Bench(
            database: opened.database,
            admin: opened.adminDatabase(),
            keys: keys,
            context: MessagingContext(source: schema, keys: keys)
        )
    }

    /// Runs a use case as the listener does: the caller's rows only, and kept changes stay behind a refusal.
    package func ask<R: Request>(
        _ request: R,
        as caller: Caller = .anonymous,
        use handler: (R, Caller, Transaction) async throws -> R.Reply
    ) async throws -> R.Reply {
        try await context.run {
            let answer: Result<R.Reply, Refusal> = try await database.withTransaction(
                readOnly: R.kind == .query,
                context: RowScope(caller).settings
            ) { transaction in
                do {
                    return .success(try await handler(request, caller, transaction))
                } catch let kept as RefusalKeepingChanges {
                    return .failure(kept.refusal)
                }
            }
            return try answer.get()
        }
    }

    /// The same for a command with work before its transaction, done again when it was in vain.
    package func ask<C: Command, Prepared: Sendable>(
        _ command: C,
        as caller: Caller = .anonymous,
        preparing prepare: (C, Caller, ShortReads) async throws -> Prepared,
        use handler: (C, Caller, Prepared, Transaction) async throws -> C.Reply
    ) async throws -> C.Reply {
        for _ in 1...3 {
            let prepared = try await context.run {
                try await prepare(command, caller, ShortReads(database, RowScope(caller)))
            }
            do {
                return try await ask(command, as: caller) { try await handler($0, $1, prepared, $2) }
            } catch is PreparedInVain {}
        }
        throw PreparedInVain()
    }

    /// The same for a query whose answer may be work, which begins when the transaction has ended.
    package func ask<Q: Query>(
        _ query: Q,
        as caller: Caller = .anonymous,
        use handler: (Q, Caller, Transaction) async throws -> QueryAnswer<Q.Reply>
    ) async throws -> Q.Reply {
        let answer = try await context.run {
            try await database.withTransaction(readOnly: true, context: RowScope(caller).settings) {
                try await handler(query, caller, $0)
            }
        }
        switch answer {
        case .ready(let reply): return reply
        case .working(let work): return try await context.run { try await work(database) }
        }
    }

    /// Runs the route of an event in a transaction of its own.
    package func tell<E: Event>(_ event: E, use handler: (E, Transaction) async throws -> Void) async throws {
        try await context.run {
            try await database.withTransaction(context: RowScope.system.settings) { transaction in
                try await handler(event, transaction)
            }
        }
    }

    /// The same with work before the transaction.
    package func tell<E: Event, Prepared: Sendable>(
        _ event: E,
        preparing prepare: (E, ShortReads) async throws -> Prepared,
        use handler: (E, Prepared, Transaction) async throws -> Void
    ) async throws {
        let prepared = try await context.run { try await prepare(event, ShortReads(database, .system)) }
        try await tell(event) { try await handler($0, prepared, $1) }
    }

    /// Runs what a job runs, where `publish` and `schedule` work.
    package func run<Answer>(_ body: () async throws -> Answer) async rethrows -> Answer {
        try await context.run(body)
    }

    /// The events of one type that were announced, oldest first.
    package func announced<E: Event>(_: E.Type, where fits: (E) -> Bool = { _ in true }) async throws -> [E] {
        try await database.query("SELECT payload FROM outbox WHERE type = \(E.type) ORDER BY seq")
            .map { try WireCoding.decode(E.self, from: $0.get("payload")) }
            .filter(fits)
    }

    /// The jobs of one kind that wait, oldest first.
    package func waiting<J: Job>(_: J.Type, where fits: (J) -> Bool = { _ in true }) async throws -> [J] {
        try await database.query("SELECT payload FROM jobs WHERE kind = \(J.kind) AND finished_at IS NULL ORDER BY id")
            .map { try WireCoding.decode(J.self, from: keys.open(data: $0.get("payload"), context: "messaging.job")) }
            .filter(fits)
    }

    /// How many rows of a table a scope shows; without one, what a transaction sees that nobody told whom it acts for.
    package func rows(
        of table: String,
        as scope: RowScope?,
        holding keys: [RowKey: String] = [:]
    ) async throws -> Int {
        try await database.withTransaction(context: scope?.settings ?? [:]) { transaction in
            for (key, value) in keys { try await transaction.act(holding: value, as: key) }
            let row = try await transaction.one("SELECT count(*) AS n FROM \(identifier: table)")
            return try row?.get("n") ?? 0
        }
    }

    /// The service's own tables whose rows row-level security does not keep apart, even from their owner.
    package func unprotectedTables() async throws -> [String] {
        let messaging = [
            "inbox", "message_attempts", "outbox", "relay_state", "relay_positions", "jobs", "schema_migrations",
        ]
        return try await admin.query(
            """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND NOT (relrowsecurity AND relforcerowsecurity) AND relname <> ALL(\(messaging)::text[])
            ORDER BY relname
            """
        ).map { try $0.get("relname") }
    }

    /// Every value of a table as text, to look for what must not stand there.
    package func text(of table: String) async throws -> String {
        let row = try await admin.one(
            "SELECT coalesce(string_agg(t::text, E'\\n'), '') AS everything FROM \(identifier: table) AS t"
        )
        return try row?.get("everything") ?? ""
    }

    /// What a newer instance may write into a row: a status that this program does not know.
    ///
    /// `also`: what else the newer one changed, so that the table's other constraints hold.
    package func writeNewerStatus(into table: String, where row: SQL, also: SQL = "") async throws {
        try await admin.execute("ALTER TABLE \(identifier: table) DROP CONSTRAINT IF EXISTS known_status")
        try await admin.execute("UPDATE \(identifier: table) SET status = 'newer'\(also) WHERE \(row)")
    }

    /// Runs a piece of work that must fail because of such a row and leave it as it is.
    package func leavesAlone(_ table: String, where row: SQL, _ work: () async throws -> some Any) async throws -> Bool
    {
        let text: SQL = "SELECT t::text AS row FROM \(identifier: table) AS t WHERE \(row)"
        let before: String? = try await admin.one(text)?.get("row")
        do {
            _ = try await work()
            return false
        } catch let problem as RowProblem {
            let after: String? = try await admin.one(text)?.get("row")
            return problem.isPassing && before != nil && before == after
        }
    }

    package func seal(_ text: String, _ context: String) throws -> SealedText {
        try keys.seal(text, context: context)
    }
}

/// The refusal that `body` ends with, nil when it ends with an answer.
package func refusal(_ body: () async throws -> some Any) async throws -> Refusal? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    }
}

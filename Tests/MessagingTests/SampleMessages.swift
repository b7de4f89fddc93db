import Failures
import Foundation
import Identifiers
import Messages
import Messaging
import Operations
import Postgres
import Synchronization

/// A command whose text says what its handling shall do.
struct AddEntry: Command {
    static let type = "contracts.test-add.v1"

    struct Reply: Codable, Sendable, Equatable {
        var position: Int
    }

    enum Behaviour: String, Codable, Sendable {
        case store
        /// Stores and announces first, so that both must be undone.
        case refuse
        /// Refuses, but keeps what it wrote, as a count of wrong codes must be kept.
        case refuseKeeping
        case fail
        case failTwice
        /// Fails more often than a message may, by something else's fault.
        case failBesides
        case dawdle
        /// Stores once, for keys that must not appear twice.
        case unique
    }

    var key: String
    var text: String
    var behaviour = Behaviour.store
}

struct CountEntries: Query {
    static let type = "contracts.test-count.v1"

    struct Reply: Codable, Sendable, Equatable {
        var count: Int
        var scope: String
        var enterprise: String
    }

    var key: String
    var breaks = false
}

/// A query whose answer is work that lasts as long as the test wants.
struct DrawEntry: Query {
    static let type = "contracts.test-draw.v1"

    struct Reply: Codable, Sendable, Equatable {
        var entries: Int
    }

    var isRefused = false
}

/// A command with work before its transaction, which lasts as long as the test wants.
struct WorkEntry: Command {
    static let type = "contracts.test-work.v1"

    struct Reply: Codable, Sendable, Equatable {
        /// How often the work was done.
        var times: Int
    }

    var key: String
    var text: String
    /// Needs no place.
    var isEasy = false
    /// So often the work fits no more when it is done.
    var inVain = 0
    var isRefused = false
}

struct EntryAdded: Event {
    static let type = "contracts.test-added.v1"

    var key: String
    var text: String
}

struct UnroutedEvent: Event {
    static let type = "contracts.test-unrouted.v1"

    var key: String
}

struct TestFailure: Error, CustomStringConvertible {
    var description: String { "a failure of the test" }
}

struct TroubleBesides: PassingTrouble {
    var isPassing: Bool { true }
}

/// What the handlers of the sample service do and remember outside the database.
final class SampleHandlers: Sendable {
    let begun = Mutex<[String: Int]>([:])
    /// Whether drawings wait.
    let isShut = Mutex(false)
    let places = WorkPlaces(4, waiting: 2)

    var routes: MessageRoutes {
        MessageRoutes(service: .contracts)
            .command(AddEntry.self, use: add)
            .query(CountEntries.self, use: count)
            .query(DrawEntry.self, atMost: 64, use: draw)
            .command(WorkEntry.self, in: { [places] in $0.isEasy ? nil : places }, preparing: work, use: place)
    }

    func work(_ command: WorkEntry, _ caller: Caller, _ reading: ShortReads) async throws -> Int {
        let times = begun.withLock { begun in
            begun[command.text, default: 0] += 1
            return begun[command.text, default: 0]
        }
        try await reading { _ = try await $0.one("SELECT 1 FROM unique_entries WHERE text = \(command.text)") }
        HeldConnection.forbid("a test works")
        if command.isEasy { return times }
        while isShut.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
        if command.isRefused { throw Refusal("contracts.test-refused", .conflict) }
        return times
    }

    func place(
        _ command: WorkEntry,
        _ caller: Caller,
        _ times: Int,
        _ transaction: Transaction
    ) async throws -> WorkEntry.Reply {
        try await transaction.execute(
            "INSERT INTO entries (key, text, message_id) VALUES (\(command.key), \(command.text), NULL)"
        )
        guard times > command.inVain else { throw PreparedInVain() }
        return WorkEntry.Reply(times: times)
    }

    func draw(
        _ query: DrawEntry,
        _ caller: Caller,
        _ transaction: Transaction
    ) async throws -> QueryAnswer<DrawEntry.Reply> {
        .working { [self] database in
            while isShut.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
            if query.isRefused { throw Refusal("contracts.test-refused", .conflict) }
            let row = try await database.one("SELECT count(*) AS n FROM unique_entries WHERE text = 'drawn'")
            return DrawEntry.Reply(entries: try row?.get("n") ?? -1)
        }
    }

    static let migration = Migration(
        name: "test-0001-entries",
        sql: """
            CREATE SEQUENCE entries_seq;
            CREATE TABLE entries (
                seq bigint NOT NULL DEFAULT nextval('entries_seq'),
                key text NOT NULL,
                text text NOT NULL,
                message_id uuid,
                CONSTRAINT entries_pkey PRIMARY KEY (seq)
            );
            CREATE TABLE unique_entries (text text PRIMARY KEY);
            """
    )

    func add(_ command: AddEntry, _ caller: Caller, _ transaction: Transaction) async throws -> AddEntry.Reply {
        let times = begun.withLock { begun in
            begun[command.text, default: 0] += 1
            return begun[command.text, default: 0]
        }
        if command.behaviour == .unique {
            try await transaction.execute("INSERT INTO unique_entries (text) VALUES (\(command.text))")
        }
        let row = try await transaction.one(
            """
            INSERT INTO entries (key, text, message_id)
            VALUES (\(command.key), \(command.text), \(MessagingContext.current?.message?.id))
            RETURNING seq
            """
        )
        try await transaction.publish(EntryAdded(key: command.key, text: command.text))
        switch command.behaviour {
        case .store, .unique: break
        case .refuse: throw Refusal("contracts.test-refused", .conflict, parameters: ["text": command.text])
        case .refuseKeeping: throw RefusalKeepingChanges(Refusal("contracts.test-refused", .conflict))
        case .fail: throw TestFailure()
        case .failTwice: if times <= 2 { throw TestFailure() }
        case .failBesides: if times <= 6 { throw TroubleBesides() }
        case .dawdle: _ = try await transaction.query("SELECT pg_sleep(0.4)")
        }
        return AddEntry.Reply(position: try row?.get("seq", as: Int.self) ?? 0)
    }

    func count(_ query: CountEntries, _ caller: Caller, _ transaction: Transaction) async throws -> CountEntries.Reply {
        if query.breaks { throw TestFailure() }
        let row = try await transaction.one(
            """
            SELECT count(*) AS count, current_setting('app.scope') AS scope,
                current_setting('app.enterprise_id') AS enterprise
            FROM entries WHERE key = \(query.key)
            """
        )
        guard let row else { throw TestFailure() }
        return CountEntries.Reply(
            count: try row.get("count", as: Int.self),
            scope: try row.get("scope"),
            enterprise: try row.get("enterprise")
        )
    }

    func times(_ text: String) -> Int { begun.withLock { $0[text, default: 0] } }
}

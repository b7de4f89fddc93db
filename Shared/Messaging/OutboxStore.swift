import Foundation
import Identifiers
import Kafka
import Postgres

/// One waiting event.
struct OutboxRow: Sendable {
    let seq: Int64
    let id: MessageID
    let topic: String
    let key: String
    let type: String
    let headers: Outbox.KeptHeaders
    let payload: Data
    let createdAt: Date

    func message() throws -> KafkaMessage {
        let wire = MessageHeaders(
            id: id,
            type: type,
            source: headers.source,
            time: createdAt,
            key: key,
            caller: headers.caller,
            trace: headers.traceparent.flatMap { TraceContext($0) }
        )
        return KafkaMessage(topic: topic, key: key, value: payload, headers: try wire.encoded())
    }
}

/// What the relays of a service remember together of their broker.
struct RelayState: Sendable {
    let clusterID: String?
    let epoch: Int
    let clearingBefore: Date?
}

/// Events that a broker has, and how far its partitions are filled with them.
struct Sent: Sendable {
    let rows: [OutboxRow]
    let reached: [KafkaPartition: Int64]
    /// In which they were sent.
    let epoch: Int

    /// Notes both, unless the epoch has passed; other relays may mark meanwhile, but nobody may declare the broker lost.
    fileprivate var marking: SQL {
        let places = reached.sorted { ($0.key.topic, $0.key.partition) < ($1.key.topic, $1.key.partition) }
        let dates = rows.map(\.createdAt)
        let first = dates.min() ?? .now
        let last = dates.max() ?? .now
        return """
            WITH known AS MATERIALIZED (SELECT epoch FROM relay_state WHERE epoch = \(epoch) FOR SHARE),
            marked AS (
                UPDATE outbox SET sent_at = clock_timestamp()
                WHERE seq = ANY(\(rows.map(\.seq))::bigint[]) AND \(Outbox.onDays(from: first, to: last))
                    AND EXISTS (SELECT FROM known)
            )
            INSERT INTO relay_positions AS kept (topic, partition, last_offset)
            SELECT place.* FROM known, unnest(
                \(places.map(\.key.topic))::text[],
                \(places.map(\.key.partition))::integer[],
                \(places.map(\.value))::bigint[]
            ) AS place
            ON CONFLICT ON CONSTRAINT relay_positions_pkey
                DO UPDATE SET last_offset = greatest(kept.last_offset, excluded.last_offset)
            """
    }
}

/// The relay's statements.
struct OutboxStore: Sendable {
    let database: Database

    /// Locks the shards nobody owns; returns those gained.
    ///
    /// The locks live as long as the connection.
    static func lock(shardsBeside owned: [Int], on connection: Connection) async throws -> [Int] {
        let missing = (0..<Outbox.shards).filter { !owned.contains($0) }
        let rows = try await connection.query(
            """
            SELECT shard FROM unnest(\(missing)::integer[]) AS shard
            WHERE pg_try_advisory_lock(hashtext(current_schema() || '.outbox shard'), shard)
            """
        )
        return try rows.map { Int(try $0.get("shard", as: Int32.self)) }
    }

    /// Tells the relays that own other shards that something waits, in a statement of its own: a notification within the
    /// transaction of a message would put all commits of the database one after the other.
    static func notifyOthers(on connection: Connection) async throws {
        try await connection.execute("SELECT pg_notify(current_schema() || '.outbox', '')")
    }

    /// The same for jobs that this process has no place for.
    func callOthers() async throws {
        try await database.execute("SELECT pg_notify(current_schema() || '.outbox', '')")
    }

    /// Hears of what other processes of this service have put into the outbox, for as long as the connection lives.
    static func listen(on connection: Connection) async throws {
        let schema: String = try await connection.one("SELECT current_schema() AS name")?.get("name") ?? ""
        try await connection.execute("LISTEN \(identifier: schema + ".outbox")")
    }

    /// Marks what the last look brought and the broker has, and looks for more, in one transaction.
    ///
    /// Nothing is marked when the broker was found to have lost its messages meanwhile: the epoch is another then.
    func next(_ shards: [Int], limit: Int, marking sent: Sent?) async throws -> (RelayState, [OutboxRow]) {
        try await database.withTransaction(context: sent == nil ? [:] : SQL.lightContext) { transaction in
            let results = try await transaction.pipeline(
                (sent.map { [$0.marking] } ?? []) + [
                    "SELECT cluster_id, epoch, clearing_before FROM relay_state",
                    """
                    SELECT seq, id, topic, key, type, headers, payload, created_at FROM outbox
                    WHERE sent_at IS NULL AND shard = ANY(\(shards))
                    ORDER BY seq
                    LIMIT \(limit)
                    """,
                ]
            )
            guard let state = results.suffix(2).first?.first, let rows = results.last else { throw RelayStateMissing() }
            return (try Self.state(state), try rows.map(Self.row))
        }
    }

    func mark(_ sent: Sent) async throws {
        try await database.withTransaction(context: SQL.lightContext) { try $0.later(sent.marking) }
    }

    /// What waits under the keys that were announced last, each key from the first on, in order.
    func latest(_ shards: [Int]) async throws -> [OutboxRow] {
        let rows = try await database.query(
            """
            WITH last AS (
                SELECT key FROM outbox
                WHERE sent_at IS NULL AND shard = ANY(\(shards))
                ORDER BY seq DESC
                LIMIT 30
            )
            SELECT waiting.* FROM (SELECT DISTINCT key FROM last) AS keys
            CROSS JOIN LATERAL (
                SELECT seq, id, topic, key, type, headers, payload, created_at FROM outbox
                WHERE sent_at IS NULL AND key = keys.key
                ORDER BY seq
                LIMIT 50
            ) AS waiting
            ORDER BY waiting.seq
            """
        )
        return try rows.map(Self.row)
    }

    func positions() async throws -> [KafkaPartition: Int64] {
        var positions: [KafkaPartition: Int64] = [:]
        for row in try await database.query("SELECT topic, partition, last_offset FROM relay_positions") {
            let place = KafkaPartition(try row.get("topic"), try row.get("partition", as: Int32.self))
            positions[place] = try row.get("last_offset")
        }
        return positions
    }

    /// Notes the broker at the first contact.
    func remember(cluster: String, epoch: Int) async throws {
        try await database.execute(
            "UPDATE relay_state SET cluster_id = \(cluster) WHERE cluster_id IS NULL AND epoch = \(epoch)"
        )
    }

    /// Starts a new epoch; nil when another relay was quicker.
    ///
    /// Until the clearing is finished nothing is sent.
    func declareLost(_ seen: RelayState, cluster: String?) async throws -> Date? {
        try await database.withTransaction { transaction in
            // Locked first: the moment must lie after the last marking that this lock waited for.
            let current = try await transaction.one("SELECT epoch FROM relay_state FOR UPDATE")
            guard try current?.get("epoch", as: Int.self) == seen.epoch else { return nil }
            let row = try await transaction.one(
                """
                UPDATE relay_state
                SET epoch = epoch + 1, cluster_id = \(cluster), clearing_before = clock_timestamp()
                WHERE clearing_before IS NULL
                RETURNING clearing_before
                """
            )
            guard let row else { return nil }
            try transaction.later("DELETE FROM relay_positions")
            return try row.get("clearing_before", as: Date.self)
        }
    }

    func finishClearing(_ moment: Date) async throws {
        try await database.execute(
            "UPDATE relay_state SET clearing_before = NULL WHERE clearing_before <= \(moment.addingTimeInterval(0.001))"
        )
    }

    private static func state(_ row: Row) throws -> RelayState {
        RelayState(
            clusterID: try row.get("cluster_id"),
            epoch: try row.get("epoch", as: Int.self),
            clearingBefore: try row.get("clearing_before")
        )
    }

    private static func row(_ row: Row) throws -> OutboxRow {
        OutboxRow(
            seq: try row.get("seq"),
            id: try row.get("id"),
            topic: try row.get("topic"),
            key: try row.get("key"),
            type: try row.get("type"),
            headers: try row.getJSON("headers"),
            payload: try row.get("payload"),
            createdAt: try row.get("created_at")
        )
    }
}

/// The schema was not migrated as a whole.
struct RelayStateMissing: Error, CustomStringConvertible {
    var description: String { "the row of relay_state is missing" }
}

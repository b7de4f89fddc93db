import Failures
package import Foundation
package import Identifiers
package import ObjectStore
package import Postgres

/// Writes down what it puts before it puts it, so that what no row ever refers to can be found and deleted.
///
/// The service's table `stored_objects` has a row for each object of its kinds. Triggers mark those that a row refers
/// to, for good: what belongs to a contract is never deleted. The write is a transaction of its own, before that of
/// whoever puts, which may fail.
///
/// A deletion is written down before it begins and taken off when it is done, so that nobody puts the same bytes while
/// it is under way.
package struct TrackedStore: ObjectStore {
    /// How many minutes a deletion may be under way, many times what a store takes.
    ///
    /// The process of an older one has ended. Rounds of the collection are further apart.
    private static let minutesToGo = 10

    private let base: EncryptedObjectStore
    private let database: Database
    private let kinds: Set<ObjectKind>

    package init(_ base: EncryptedObjectStore, kinds: Set<ObjectKind>, in database: Database) {
        self.base = base
        self.kinds = kinds
        self.database = database
    }

    package func put(_ bytes: Data, kind: ObjectKind) async throws(ObjectStoreError) -> ObjectReference {
        let reference = try base.reference(to: bytes, kind: kind)
        try await expect(reference)
        try await base.put(bytes, as: reference)
        return reference
    }

    /// Writes down an object that somebody else put for this service to keep.
    ///
    /// Throws `unavailable` while the same bytes are being deleted: they can be put a moment later.
    package func expect(_ reference: ObjectReference) async throws(ObjectStoreError) {
        guard let kind = reference.kind, kinds.contains(kind) else { return }
        let isGoing: Bool
        do {
            let row = try await database.one(
                """
                INSERT INTO stored_objects (key, reference, put_at)
                SELECT \(reference.key)::text, \(PostgresJSON(reference))::jsonb, now() FROM \(SQL.lightly)
                ON CONFLICT (key) DO UPDATE SET
                    put_at = excluded.put_at,
                    going_since = CASE
                        WHEN stored_objects.going_since > now() - make_interval(mins => \(Self.minutesToGo))
                        THEN stored_objects.going_since
                    END
                WHERE NOT stored_objects.is_referred OR stored_objects.going_since IS NOT NULL
                RETURNING going_since IS NOT NULL AS is_going
                """
            )
            isGoing = try row?.get("is_going") ?? false
        } catch {
            throw ObjectStoreError(
                .unavailable,
                "not written down: \((error as? PostgresError)?.sqlState ?? "stopped")"
            )
        }
        if isGoing { throw ObjectStoreError(.unavailable, "the same bytes are being deleted") }
    }

    package func get(_ reference: ObjectReference) async throws(ObjectStoreError) -> Data {
        try await base.get(reference)
    }

    package func delete(_ reference: ObjectReference) async throws(ObjectStoreError) {
        try await base.delete(reference)
    }

    package func exists(_ reference: ObjectReference) async throws(ObjectStoreError) -> Bool {
        try await base.exists(reference)
    }

    package func probe() async throws(ObjectStoreError) {
        try await base.probe()
    }

    /// Deletes one object that was put longer ago than a day and that no row has referred to; false when there is none.
    ///
    /// Whoever puts the same bytes meanwhile is told to do so later. When the process ends before the object or its row is
    /// gone, the row stands as going until a later round deletes anew, or somebody puts the bytes.
    package func collectOne() async throws -> Bool {
        let row = try await database.one(
            """
            UPDATE stored_objects SET going_since = now()
            WHERE NOT is_referred AND key = (
                SELECT key FROM stored_objects
                WHERE NOT is_referred AND put_at < now() - interval '1 day'
                    AND (going_since IS NULL OR going_since < now() - make_interval(mins => \(Self.minutesToGo)))
                ORDER BY put_at LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            RETURNING reference, going_since::text AS mark
            """
        )
        guard let row else { return false }
        let reference: ObjectReference = try row.getJSON("reference")
        try await base.delete(reference)
        // By its mark: a deletion that somebody took for ended takes off no row of another.
        try await database.execute(
            """
            DELETE FROM stored_objects
            WHERE NOT is_referred AND key = \(reference.key)
                AND going_since = \(try row.get("mark", as: String.self))::text::timestamptz
            """
        )
        return true
    }
}

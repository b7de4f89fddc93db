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
package struct TrackedStore: ObjectStore {
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
    package func expect(_ reference: ObjectReference) async throws(ObjectStoreError) {
        guard let kind = reference.kind, kinds.contains(kind) else { return }
        do {
            try await database.execute(
                """
                INSERT INTO stored_objects (key, reference, put_at)
                SELECT \(reference.key)::text, \(PostgresJSON(reference))::jsonb, now() FROM \(SQL.lightly)
                ON CONFLICT (key) DO UPDATE SET put_at = excluded.put_at WHERE NOT stored_objects.is_referred
                """
            )
        } catch {
            throw ObjectStoreError(
                .unavailable,
                "not written down: \((error as? PostgresError)?.sqlState ?? "stopped")"
            )
        }
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
    /// The row is held while the object goes: who puts the same bytes meanwhile waits, and puts them anew.
    package func collectOne() async throws -> Bool {
        try await database.withTransaction { transaction in
            let row = try await transaction.one(
                """
                DELETE FROM stored_objects WHERE NOT is_referred AND key = (
                    SELECT key FROM stored_objects
                    WHERE NOT is_referred AND put_at < now() - interval '1 day'
                    ORDER BY put_at LIMIT 1 FOR UPDATE SKIP LOCKED
                )
                RETURNING reference
                """
            )
            guard let reference: ObjectReference = try row?.getJSON("reference") else { return false }
            // Meant: who puts the same bytes must wait for the row, and a deletion takes a moment, one at a time.
            try await HeldConnection.$isHeld.withValue(false) { try await base.delete(reference) }
            return true
        }
    }
}

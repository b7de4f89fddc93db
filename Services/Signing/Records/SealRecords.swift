import Documents
import Foundation
import Identifiers
import Messages
import Postgres

extension Transaction {
    /// Keeps an enterprise's official seal; a second one is not made.
    func insertOfficialSeal(
        of enterprise: EnterpriseID,
        artwork: SealArtwork,
        image: ObjectReference,
        now: Date
    ) async throws {
        try await execute(
            """
            INSERT INTO seals (id, enterprise_id, name, kind, artwork, image, created_at)
            VALUES (
                \(SealID.new()), \(enterprise), '公章', 'official', \(PostgresJSON(artwork)), \(PostgresJSON(image)),
                \(now)
            )
            ON CONFLICT DO NOTHING
            """
        )
    }

    func seals(of enterprise: EnterpriseID) async throws -> [SealView] {
        try await query(
            """
            SELECT *
            FROM seals
            WHERE enterprise_id = \(enterprise)
            ORDER BY created_at
            """
        ).map { row in
            SealView(
                id: try row.get("id"),
                name: try row.get("name"),
                kind: try row.get("kind"),
                image: try row.getJSON("image"),
                createdAt: try row.get("created_at")
            )
        }
    }

    func sealArtwork(_ id: SealID, of enterprise: EnterpriseID) async throws -> SealArtwork? {
        let found: PostgresJSON<SealArtwork>? = try await one(
            "SELECT artwork FROM seals WHERE id = \(id) AND enterprise_id = \(enterprise)"
        )?.get("artwork")
        return found?.value
    }

    func insertHandwriting(
        _ id: HandwrittenSignatureID,
        of account: AccountID,
        image: ObjectReference,
        now: Date
    ) async throws {
        try await execute(
            """
            INSERT INTO handwritten_signatures (id, account_id, image, created_at)
            VALUES (\(id), \(account), \(PostgresJSON(image)), \(now))
            """
        )
    }

    func handwritings(of account: AccountID) async throws -> [HandwrittenSignatureView] {
        try await query(
            """
            SELECT *
            FROM handwritten_signatures
            WHERE account_id = \(account)
            ORDER BY id DESC
            LIMIT 20
            """
        ).map { row in
            HandwrittenSignatureView(
                id: try row.get("id"),
                image: try row.getJSON("image"),
                createdAt: try row.get("created_at")
            )
        }
    }

    func handwriting(_ id: HandwrittenSignatureID, of account: AccountID) async throws -> ObjectReference? {
        let found: PostgresJSON<ObjectReference>? = try await one(
            "SELECT image FROM handwritten_signatures WHERE id = \(id) AND account_id = \(account)"
        )?.get("image")
        return found?.value
    }
}

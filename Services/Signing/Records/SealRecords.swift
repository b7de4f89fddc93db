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
        try add(
            into: "seals",
            [
                "id": "\(SealID.new())", "enterprise_id": "\(enterprise)", "name": "'公章'",
                "kind": "\(SealKind.official)", "artwork": "\(PostgresJSON(artwork))",
                "image": "\(PostgresJSON(image))", "created_at": "\(now)",
            ],
            "ON CONFLICT DO NOTHING"
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
        try await one(
            "SELECT artwork FROM seals WHERE id = \(id) AND enterprise_id = \(enterprise)"
        )?.getJSON("artwork")
    }

    func insertHandwriting(
        _ id: HandwrittenSignatureID,
        of account: AccountID,
        image: ObjectReference,
        now: Date
    ) async throws {
        try add(
            into: "handwritten_signatures",
            [
                "id": "\(id)", "account_id": "\(account)", "image": "\(PostgresJSON(image))", "created_at": "\(now)",
            ]
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
        try await one(
            "SELECT image FROM handwritten_signatures WHERE id = \(id) AND account_id = \(account)"
        )?.getJSON("image")
    }
}

import Foundation
import Identifiers
import Messages
import Postgres

extension Transaction {
    /// Counts what a phone and an address were sent, so that the limits can be judged.
    func codeHistory(
        phoneIndex: Data,
        purpose: CodePurpose,
        address: String?,
        now: Date
    ) async throws -> CodeHistory {
        // One asker at a time for each phone: two clicks must not both pass the limit.
        try later("SELECT pg_advisory_xact_lock(hashtext(encode(\(phoneIndex), 'hex')))")
        let row = try await one(
            """
            SELECT
                max(created_at) FILTER (WHERE phone_index = \(phoneIndex) AND purpose = \(purpose)) AS last,
                count(*) FILTER (WHERE phone_index = \(phoneIndex) AND created_at > \(now.addingTimeInterval(-3600))) AS hour,
                count(*) FILTER (WHERE phone_index = \(phoneIndex)) AS day,
                count(*) FILTER (WHERE address = \(address) AND created_at > \(now.addingTimeInterval(-3600))) AS address_hour
            FROM codes
            WHERE (phone_index = \(phoneIndex) OR address = \(address))
              AND created_at > \(now.addingTimeInterval(-86_400))
            """
        )
        guard let row else { throw RecordMissing(what: "code history") }
        return CodeHistory(
            lastForPurpose: try row.get("last"),
            phoneLastHour: try row.get("hour"),
            phoneLastDay: try row.get("day"),
            addressLastHour: try row.get("address_hour")
        )
    }

    func insertCode(
        _ id: CodeID,
        phoneIndex: Data,
        purpose: CodePurpose,
        digest: Data,
        address: String?,
        now: Date
    ) async throws {
        try add(
            into: "codes",
            [
                "id": "\(id)", "phone_index": "\(phoneIndex)", "purpose": "\(purpose)", "digest": "\(digest)",
                "address": "\(address)", "created_at": "\(now)",
                "expires_at": "\(now.addingTimeInterval(OneTimeCode.lifetime))",
            ]
        )
    }

    /// The newest unused code of a phone and purpose, locked.
    func newestCode(phoneIndex: Data, purpose: CodePurpose) async throws -> OneTimeCode? {
        try await one(
            """
            SELECT id, digest, wrong_tries, expires_at
            FROM codes
            WHERE phone_index = \(phoneIndex) AND purpose = \(purpose) AND used_at IS NULL
            ORDER BY created_at DESC
            LIMIT 1
            FOR UPDATE
            """
        ).map { row in
            OneTimeCode(
                id: try row.get("id"),
                digest: try row.get("digest"),
                wrongTries: try row.get("wrong_tries"),
                expiresAt: try row.get("expires_at")
            )
        }
    }

    func countWrongTry(_ code: OneTimeCode) async throws {
        try later("UPDATE codes SET wrong_tries = wrong_tries + 1 WHERE id = \(code.id)")
    }

    /// Uses up the code and every older one of the same phone and purpose.
    func useUpCodes(phoneIndex: Data, purpose: CodePurpose, now: Date) async throws {
        try later(
            """
            UPDATE codes
            SET used_at = \(now)
            WHERE phone_index = \(phoneIndex) AND purpose = \(purpose) AND used_at IS NULL
            """
        )
    }
}

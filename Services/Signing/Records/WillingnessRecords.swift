import Foundation
import Identifiers
import Messages
import Postgres

/// A willingness check as stored.
struct Willingness: Sendable {
    var id: WillingnessID
    var method: WillingnessMethod
    var documentSHA256: String
    var code: OneTimeCode
    var used: Bool
}

extension Transaction {
    func willingnessHistory(account: AccountID, contract: ContractID, now: Date) async throws -> WillingnessHistory {
        // One asker at a time for each account: two clicks must not both pass the limit.
        try later("SELECT pg_advisory_xact_lock(hashtext(\(account.description)))")
        let row = try await one(
            """
            SELECT max(created_at) FILTER (WHERE contract_id = \(contract) AND used_at IS NULL) AS last,
                   count(*) FILTER (
                       WHERE contract_id = \(contract) AND created_at > \(now.addingTimeInterval(-3600))
                   ) AS contract_hour,
                   count(*) AS day
            FROM willingness
            WHERE account_id = \(account) AND created_at > \(now.addingTimeInterval(-86_400))
            """
        )
        return WillingnessHistory(
            last: try row?.get("last"),
            contractLastHour: try row?.get("contract_hour") ?? 0,
            accountLastDay: try row?.get("day") ?? 0
        )
    }

    func insertWillingness(
        _ id: WillingnessID,
        contract: ContractID,
        role: PartyRole,
        account: AccountID,
        method: WillingnessMethod,
        digest: Data,
        document: ObjectReference,
        now: Date
    ) async throws {
        try add(
            into: "willingness",
            [
                "id": "\(id)", "contract_id": "\(contract)", "role": "\(role)", "account_id": "\(account)",
                "method": "\(method)", "digest": "\(digest)", "document_sha256": "\(document.sha256)",
                "created_at": "\(now)", "expires_at": "\(now.addingTimeInterval(OneTimeCode.lifetime))",
            ]
        )
    }

    /// A willingness check of one's own for one contract, locked where it may be written.
    func willingness(_ id: WillingnessID, contract: ContractID, account: AccountID) async throws -> Willingness? {
        try await one(
            """
            SELECT *, used_at IS NOT NULL AS used
            FROM willingness
            WHERE id = \(id) AND contract_id = \(contract) AND account_id = \(account)
            \(forUpdate)
            """
        ).map { row in
            Willingness(
                id: try row.get("id"),
                method: try row.get("method"),
                documentSHA256: try row.get("document_sha256"),
                code: OneTimeCode(
                    id: try row.get("id"),
                    digest: try row.get("digest"),
                    wrongTries: try row.get("wrong_tries"),
                    expiresAt: try row.get("expires_at")
                ),
                used: try row.get("used")
            )
        }
    }

    func countWrongTry(_ willingness: Willingness) async throws {
        try later("UPDATE willingness SET wrong_tries = wrong_tries + 1 WHERE id = \(willingness.id)")
    }

    func useUp(_ willingness: Willingness, now: Date) async throws {
        try later("UPDATE willingness SET used_at = \(now) WHERE id = \(willingness.id)")
    }
}

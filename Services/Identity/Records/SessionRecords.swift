import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension Transaction {
    func insertSession(
        _ id: SessionID,
        tokenHash: Data,
        account: AccountID,
        side: Side,
        enterprise: EnterpriseID?,
        now: Date
    ) async throws {
        try add(
            into: "sessions",
            [
                "id": "\(id)", "token_hash": "\(tokenHash)", "account_id": "\(account)", "side": "\(side)",
                "enterprise_id": "\(enterprise)", "created_at": "\(now)",
                "expires_at": "\(now.addingTimeInterval(SessionTerms.lifetime(side)))",
            ]
        )
    }

    /// The live session of a token; from here on this transaction sees what is its account's.
    func session(tokenHash: Data, now: Date) async throws -> SessionView? {
        try await act(holding: tokenHash.hex, as: .session)
        let row = try await session("token_hash = \(tokenHash) AND ended_at IS NULL AND expires_at > \(now)")
        guard let row else { return nil }
        try await act(in: RowScope(accountID: row.get("account_id")))
        return try await view(row)
    }

    /// A session of the account acted for.
    func session(_ id: SessionID) async throws -> SessionView? {
        guard let row = try await session("s.id = \(id)") else { return nil }
        return try await view(row)
    }

    private func session(_ condition: SQL) async throws -> Row? {
        try await one(
            """
            SELECT s.id, s.side, s.expires_at, s.enterprise_id, a.id AS account_id, a.phone, a.phone_masked, a.phone_index,
                   a.password_hash IS NOT NULL AS has_password, a.person_id,
                   p.name AS person_name, p.id_number_masked
            FROM sessions AS s
            JOIN accounts AS a ON a.id = s.account_id
            LEFT JOIN persons AS p ON p.id = a.person_id
            WHERE \(condition)
            """
        )
    }

    private func view(_ row: Row) async throws -> SessionView {
        let account: AccountID = try row.get("account_id")
        let person: PersonID? = try row.get("person_id")
        let phoneIndex: Data = try row.get("phone_index")
        return SessionView(
            sessionID: try row.get("id"),
            side: try row.get("side"),
            expiresAt: try row.get("expires_at"),
            accountID: account,
            phoneMasked: try row.get("phone_masked"),
            phone: try row.get("phone"),
            phoneIndex: phoneIndex.hex,
            hasPassword: try row.get("has_password"),
            personID: person,
            personVerified: person != nil,
            personName: try row.get("person_name"),
            idNumberMasked: try row.get("id_number_masked"),
            enterpriseID: try row.get("enterprise_id"),
            enterprises: try await memberships(of: account)
        )
    }

    func chooseEnterprise(_ enterprise: EnterpriseID, session: SessionID) async throws {
        try later("UPDATE sessions SET enterprise_id = \(enterprise) WHERE id = \(session)")
    }

    /// Ends a session and returns its token hash, or nil when it had ended already.
    func endSession(_ id: SessionID, now: Date) async throws -> Data? {
        try await one(
            "UPDATE sessions SET ended_at = \(now) WHERE id = \(id) AND ended_at IS NULL RETURNING token_hash"
        )?.get("token_hash")
    }

    /// The live sessions of an account, to be dropped from caches when its rights change.
    func liveSessions(of account: AccountID, now: Date) async throws -> [(id: SessionID, tokenHash: Data)] {
        try await query(
            """
            SELECT id, token_hash
            FROM sessions
            WHERE account_id = \(account) AND ended_at IS NULL AND expires_at > \(now)
            """
        ).map { (try $0.get("id"), try $0.get("token_hash")) }
    }

    /// Ends every other session of an account, as after a change of password.
    func endOtherSessions(of account: AccountID, but kept: SessionID?, now: Date) async throws -> [(SessionID, Data)] {
        try await query(
            """
            UPDATE sessions
            SET ended_at = \(now)
            WHERE account_id = \(account) AND ended_at IS NULL AND id IS DISTINCT FROM \(kept)
            RETURNING id, token_hash
            """
        ).map { (try $0.get("id"), try $0.get("token_hash")) }
    }
}

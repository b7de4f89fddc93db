import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension Invitation {
    init(row: Row) throws {
        let status: String = try row.get("status")
        self.init(
            id: try row.get("id"),
            enterpriseID: try row.get("enterprise_id"),
            name: try row.get("name"),
            phoneIndex: try row.get("phone_index"),
            status: InvitationStatus(rawValue: status) ?? .expired,
            expiresAt: try row.get("expires_at")
        )
    }
}

extension Transaction {
    func insert(
        _ invitation: Invitation,
        codeHash: Data,
        phone: SealedText,
        phoneMasked: String,
        invitedBy: AccountID,
        now: Date
    ) async throws {
        try await execute(
            """
            INSERT INTO invitations
                (id, enterprise_id, code_hash, name, phone, phone_index, phone_masked, invited_by, status, created_at,
                 expires_at)
            VALUES
                (\(invitation.id), \(invitation.enterpriseID), \(codeHash), \(invitation.name), \(phone.envelope),
                 \(invitation.phoneIndex), \(phoneMasked), \(invitedBy), \(invitation.status.rawValue), \(now),
                 \(invitation.expiresAt))
            """
        )
    }

    /// Opens the invitation behind a link, which shows it even to somebody who acts for no enterprise.
    func invitation(codeHash: Data, lock: Bool = false) async throws -> Invitation? {
        try await act(holding: codeHash.hex, as: .invitation)
        return try await one(
            "SELECT * FROM invitations WHERE code_hash = \(codeHash)\(unescaped: lock ? " FOR UPDATE" : "")"
        ).map(Invitation.init(row:))
    }

    /// Locks an invitation of the enterprise that the transaction acts for.
    func lockInvitation(_ id: InvitationID) async throws -> Invitation? {
        try await one("SELECT * FROM invitations WHERE id = \(id) FOR UPDATE").map(Invitation.init(row:))
    }

    func invitationsToday(
        of enterprise: EnterpriseID,
        phoneIndex: Data,
        since: Date
    ) async throws -> (
        all: Int, phone: Int
    ) {
        let row = try await one(
            """
            SELECT count(*) AS n, count(*) FILTER (WHERE phone_index = \(phoneIndex)) AS phone
            FROM invitations
            WHERE enterprise_id = \(enterprise) AND created_at > \(since)
            """
        )
        return (try row?.get("n") ?? 0, try row?.get("phone") ?? 0)
    }

    func setStatus(_ status: InvitationStatus, of invitation: InvitationID) async throws {
        try await execute("UPDATE invitations SET status = \(status.rawValue) WHERE id = \(invitation)")
    }

    func invitations(of enterprise: EnterpriseID, page: PageRequest, now: Date) async throws -> [InvitationItem] {
        let before = try page.before(in: ListInvitations.self)
        return try await query(
            """
            SELECT id, name, phone_masked, created_at,
                   CASE WHEN status = 'sent' AND expires_at <= \(now) THEN 'expired' ELSE status END AS status
            FROM invitations
            WHERE enterprise_id = \(enterprise) AND (\(before)::uuid IS NULL OR id < \(before))
            ORDER BY id DESC
            LIMIT \(page.count + 1)
            """
        ).map { row in
            let status: String = try row.get("status")
            return InvitationItem(
                id: try row.get("id"),
                name: try row.get("name"),
                phoneMasked: try row.get("phone_masked"),
                status: InvitationStatus(rawValue: status) ?? .expired,
                sentAt: try row.get("created_at")
            )
        }
    }
}

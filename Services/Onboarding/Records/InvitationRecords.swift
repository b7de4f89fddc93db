import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension Invitation {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            enterpriseID: try row.get("enterprise_id"),
            name: try row.get("name"),
            phoneIndex: try row.get("phone_index"),
            status: try row.get("status"),
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
        try add(
            into: "invitations",
            [
                "id": "\(invitation.id)", "enterprise_id": "\(invitation.enterpriseID)", "code_hash": "\(codeHash)",
                "name": "\(invitation.name)", "phone": "\(phone)", "phone_index": "\(invitation.phoneIndex)",
                "phone_masked": "\(phoneMasked)", "invited_by": "\(invitedBy)", "status": "\(invitation.status)",
                "created_at": "\(now)", "expires_at": "\(invitation.expiresAt)",
            ]
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

    func invitationsLastDay(of enterprise: EnterpriseID, phoneIndex: Data, now: Date) async throws -> InvitationHistory
    {
        let row = try await one(
            """
            SELECT count(*) AS n, count(*) FILTER (WHERE phone_index = \(phoneIndex)) AS phone
            FROM invitations
            WHERE enterprise_id = \(enterprise) AND created_at > \(now.addingTimeInterval(-86_400))
            """
        )
        guard let row else { throw RecordMissing(what: "invitation history") }
        return InvitationHistory(enterprise: try row.get("n"), phone: try row.get("phone"))
    }

    func setStatus(_ status: InvitationStatus, of invitation: InvitationID) async throws {
        try later("UPDATE invitations SET status = \(status) WHERE id = \(invitation)")
    }

    func invitations(of enterprise: EnterpriseID, page: PageRequest, now: Date) async throws -> [InvitationItem] {
        let condition = SQL.all([
            "enterprise_id = \(enterprise)",
            try page.before(in: ListInvitations.self).map { "id < \($0)" },
        ])
        return try await query(
            """
            SELECT id, name, phone_masked, created_at,
                   CASE WHEN status = 'sent' AND expires_at <= \(now) THEN 'expired' ELSE status END AS status
            FROM invitations
            WHERE \(condition)
            ORDER BY id DESC
            LIMIT \(page.count + 1)
            """
        ).map { row in
            InvitationItem(
                id: try row.get("id"),
                name: try row.get("name"),
                phoneMasked: try row.get("phone_masked"),
                status: try row.get("status"),
                sentAt: try row.get("created_at")
            )
        }
    }
}

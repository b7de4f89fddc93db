import Foundation
import Identifiers
import Messages
import Postgres

extension Transaction {
    func memberships(of account: AccountID) async throws -> [EnterpriseMembership] {
        try await query(
            """
            SELECT e.id, e.name, e.uscc, e.verified_at IS NOT NULL AS verified, m.roles
            FROM members AS m
            JOIN enterprises AS e ON e.id = m.enterprise_id
            WHERE m.account_id = \(account)
            ORDER BY m.joined_at
            """
        ).map { row in
            EnterpriseMembership(
                id: try row.get("id"),
                name: try row.get("name"),
                uscc: try row.get("uscc"),
                verified: try row.get("verified"),
                roles: try row.get("roles")
            )
        }
    }

    /// Inserts an enterprise, or returns false when its code is registered already.
    func insertEnterprise(_ id: EnterpriseID, name: String, uscc: String, now: Date) async throws -> Bool {
        try await insert(
            into: "enterprises",
            [
                "id": "\(id)", "name": "\(name)", "uscc": "\(uscc)", "registered_at": "\(now)",
            ],
            "ON CONFLICT ON CONSTRAINT one_enterprise_per_uscc DO NOTHING"
        ) == 1
    }

    func insertMember(_ account: AccountID, of enterprise: EnterpriseID, roles: [Role], now: Date) async throws {
        try add(
            into: "members",
            [
                "enterprise_id": "\(enterprise)", "account_id": "\(account)", "roles": "\(roles)",
                "joined_at": "\(now)",
            ]
        )
    }

    func membersOf(_ enterprise: EnterpriseID) async throws -> [AccountID] {
        try await query("SELECT account_id FROM members WHERE enterprise_id = \(enterprise)").map {
            try $0.get("account_id")
        }
    }

    func enterprise(_ id: EnterpriseID) async throws -> EnterpriseView? {
        try await one(
            "SELECT id, name, uscc, verified_at IS NOT NULL AS verified FROM enterprises WHERE id = \(id)"
        ).map { row in
            EnterpriseView(
                id: try row.get("id"),
                name: try row.get("name"),
                uscc: try row.get("uscc"),
                verified: try row.get("verified")
            )
        }
    }

    /// False when it was verified already.
    func markEnterpriseVerified(
        _ id: EnterpriseID,
        organizationType: OrganizationType,
        representative: String,
        now: Date
    ) async throws -> Bool {
        try await execute(
            """
            UPDATE enterprises
            SET verified_at = \(now), organization_type = \(organizationType), legal_representative = \(representative)
            WHERE id = \(id) AND verified_at IS NULL
            """
        ) == 1
    }
}

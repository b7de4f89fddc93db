import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// What identity announced about an account.
struct KnownAccount: Sendable {
    var phone: SealedText
    var personName: String?
    var idNumberMasked: String?
    var identityMethod: PersonVerificationMethod?
    var identityReceipt: String?
    var verifiedAt: Date?
    var consents: [ConsentGiven]
}

extension Transaction {
    func save(_ event: MemberJoined) async throws {
        try add(
            into: "accounts",
            ["id": "\(event.accountID)", "phone": "\(event.phone)"],
            "ON CONFLICT (id) DO UPDATE SET phone = excluded.phone"
        )
    }

    /// Keeps the account's own phone where it is known; the verified one stands in until then.
    func save(_ event: PersonVerified) async throws {
        try add(
            into: "accounts",
            [
                "id": "\(event.accountID)", "phone": "\(event.phone)", "person_id": "\(event.personID)",
                "person_name": "\(event.name)", "id_number_masked": "\(event.idNumberMasked)",
                "identity_method": "\(event.method)", "identity_receipt": "\(event.receipt)",
                "verified_at": "\(event.verifiedAt)", "consents": "\(PostgresJSON(event.consents ?? []))",
            ],
            """
            ON CONFLICT (id) DO UPDATE
            SET person_id = excluded.person_id, person_name = excluded.person_name,
                id_number_masked = excluded.id_number_masked, identity_method = excluded.identity_method,
                identity_receipt = excluded.identity_receipt, verified_at = excluded.verified_at,
                consents = excluded.consents
            """
        )
    }

    func account(_ id: AccountID) async throws -> KnownAccount? {
        try await one("SELECT * FROM accounts WHERE id = \(id)").map { row in
            KnownAccount(
                phone: try row.get("phone"),
                personName: try row.get("person_name"),
                idNumberMasked: try row.get("id_number_masked"),
                identityMethod: try row.get("identity_method"),
                identityReceipt: try row.get("identity_receipt"),
                verifiedAt: try row.get("verified_at"),
                consents: try row.getJSON("consents", as: [ConsentGiven]?.self) ?? []
            )
        }
    }

    func save(_ event: EnterpriseVerified) async throws {
        try add(
            into: "enterprises",
            [
                "id": "\(event.enterpriseID)", "name": "\(event.name)", "uscc": "\(event.uscc)",
                "identity_method": "\(event.method)", "identity_receipt": "\(event.receipt)",
                "verified_at": "\(event.verifiedAt)",
            ],
            "ON CONFLICT (id) DO NOTHING"
        )
    }
}

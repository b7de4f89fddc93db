import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// What identity announced about a person.
struct KnownPerson: Sendable {
    var personID: PersonID
    var name: String
    var sex: Sex?
    var idNumber: SealedText
    var idNumberMasked: String
    var phone: SealedText
    var phoneMasked: String
}

extension Transaction {
    func saveEnterprise(_ id: EnterpriseID, name: String, verified: Bool) async throws {
        try add(
            into: "enterprises",
            [
                "id": "\(id)", "name": "\(name)", "verified": "\(verified)",
            ],
            """
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, verified = enterprises.verified OR excluded.verified
            """
        )
    }

    func enterpriseName(_ id: EnterpriseID) async throws -> String? {
        try await one("SELECT name FROM enterprises WHERE id = \(id)")?.get("name")
    }

    func savePerson(_ event: PersonVerified) async throws {
        try add(
            into: "persons",
            [
                "account_id": "\(event.accountID)", "person_id": "\(event.personID)", "name": "\(event.name)",
                "sex": "\(event.sex)", "id_number": "\(event.idNumber)", "id_number_masked": "\(event.idNumberMasked)",
                "phone": "\(event.phone)", "phone_masked": "\(event.phoneMasked)",
            ],
            """
            ON CONFLICT (account_id) DO UPDATE
            SET person_id = excluded.person_id, name = excluded.name, sex = excluded.sex,
                id_number = excluded.id_number, id_number_masked = excluded.id_number_masked,
                phone = excluded.phone, phone_masked = excluded.phone_masked
            """
        )
    }

    func person(account: AccountID) async throws -> KnownPerson? {
        try await one("SELECT * FROM persons WHERE account_id = \(account)").map { row in
            KnownPerson(
                personID: try row.get("person_id"),
                name: try row.get("name"),
                sex: try row.get("sex"),
                idNumber: try row.get("id_number"),
                idNumberMasked: try row.get("id_number_masked"),
                phone: try row.get("phone"),
                phoneMasked: try row.get("phone_masked")
            )
        }
    }
}

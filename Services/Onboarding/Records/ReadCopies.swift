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
        try await execute(
            """
            INSERT INTO enterprises (id, name, verified)
            VALUES (\(id), \(name), \(verified))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, verified = enterprises.verified OR excluded.verified
            """
        )
    }

    func enterpriseName(_ id: EnterpriseID) async throws -> String? {
        try await one("SELECT name FROM enterprises WHERE id = \(id)")?.get("name")
    }

    func savePerson(_ event: PersonVerified) async throws {
        try await execute(
            """
            INSERT INTO persons
                (account_id, person_id, name, sex, id_number, id_number_masked, phone, phone_masked)
            VALUES
                (\(event.accountID), \(event.personID), \(event.name), \(event.sex?.rawValue),
                 \(event.idNumber.envelope), \(event.idNumberMasked), \(event.phone.envelope), \(event.phoneMasked))
            ON CONFLICT (account_id) DO UPDATE
            SET person_id = excluded.person_id, name = excluded.name, sex = excluded.sex,
                id_number = excluded.id_number, id_number_masked = excluded.id_number_masked,
                phone = excluded.phone, phone_masked = excluded.phone_masked
            """
        )
    }

    func person(account: AccountID) async throws -> KnownPerson? {
        try await one("SELECT * FROM persons WHERE account_id = \(account)").map { row in
            let sex: String? = try row.get("sex")
            return KnownPerson(
                personID: try row.get("person_id"),
                name: try row.get("name"),
                sex: sex.flatMap(Sex.init(rawValue:)),
                idNumber: try SealedText(envelope: row.get("id_number")),
                idNumberMasked: try row.get("id_number_masked"),
                phone: try SealedText(envelope: row.get("phone")),
                phoneMasked: try row.get("phone_masked")
            )
        }
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// What identity announced about a verified enterprise.
struct KnownEnterprise: Sendable {
    var name: String
    var uscc: String
    var legalRepresentative: String
    var handlerAccountID: AccountID
}

/// What onboarding announced about an employee.
struct KnownEmployee: Sendable {
    var id: EmployeeID
    var accountID: AccountID
    var personID: PersonID
    var name: String
    var sex: Sex
    var idNumber: SealedText
    var phone: SealedText
    var phoneMasked: String
    var address: SealedText
}

extension Transaction {
    func save(_ event: EnterpriseVerified) async throws {
        try add(
            into: "enterprises",
            [
                "id": "\(event.enterpriseID)", "name": "\(event.name)", "uscc": "\(event.uscc)",
                "legal_representative": "\(event.legalRepresentativeName)",
                "handler_account_id": "\(event.handlerAccountID)",
            ],
            """
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, uscc = excluded.uscc, legal_representative = excluded.legal_representative,
                handler_account_id = excluded.handler_account_id
            """
        )
    }

    func enterprise(_ id: EnterpriseID) async throws -> KnownEnterprise? {
        try await one("SELECT * FROM enterprises WHERE id = \(id)").map { row in
            KnownEnterprise(
                name: try row.get("name"),
                uscc: try row.get("uscc"),
                legalRepresentative: try row.get("legal_representative"),
                handlerAccountID: try row.get("handler_account_id")
            )
        }
    }

    func save(_ event: EmployeeJoined) async throws {
        try add(
            into: "employees",
            [
                "id": "\(event.employeeID)", "enterprise_id": "\(event.enterpriseID)",
                "account_id": "\(event.accountID)", "person_id": "\(event.personID)", "name": "\(event.name)",
                "sex": "\(event.sex)", "id_number": "\(event.idNumber)", "phone": "\(event.phone)",
                "phone_masked": "\(event.phoneMasked)", "address": "\(event.address)",
            ],
            "ON CONFLICT (id) DO NOTHING"
        )
    }

    func employees(_ ids: [EmployeeID], of enterprise: EnterpriseID) async throws -> [KnownEmployee] {
        try await query(
            """
            SELECT *
            FROM employees
            WHERE enterprise_id = \(enterprise) AND id = ANY(\(ids.map(\.uuid)))
            """
        ).map { row in
            KnownEmployee(
                id: try row.get("id"),
                accountID: try row.get("account_id"),
                personID: try row.get("person_id"),
                name: try row.get("name"),
                sex: try row.get("sex"),
                idNumber: try row.get("id_number"),
                phone: try row.get("phone"),
                phoneMasked: try row.get("phone_masked"),
                address: try row.get("address")
            )
        }
    }
}

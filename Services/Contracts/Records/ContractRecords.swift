import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension Contract {
    init(row: Row, parties: [PartyView]) throws {
        self.init(
            id: try row.get("id"),
            number: try row.get("number"),
            name: try row.get("name"),
            templateID: try row.get("template_id"),
            templateVersion: try row.get("template_version"),
            enterpriseID: try row.get("enterprise_id"),
            enterpriseName: try row.get("enterprise_name"),
            uscc: try row.get("uscc"),
            handlerAccountID: try row.get("handler_account_id"),
            employeeID: try row.get("employee_id"),
            employeeAccountID: try row.get("employee_account_id"),
            employeePersonID: try row.get("employee_person_id"),
            employeeName: try row.get("employee_name"),
            employeePhone: try row.get("employee_phone"),
            employeePhoneMasked: try row.get("employee_phone_masked"),
            ordered: try row.get("ordered"),
            values: try row.get("field_values"),
            status: try row.get("status"),
            failure: try row.get("failure"),
            documentID: try row.get("document_id"),
            document: try row.getJSON("document"),
            revision: try row.get("revision"),
            pages: try row.get("pages"),
            placed: try row.getJSON("placed", as: [Control]?.self) ?? [],
            createdAt: try row.get("created_at"),
            launchedAt: try row.get("launched_at"),
            completedAt: try row.get("completed_at"),
            urgedAt: try row.get("urged_at"),
            relaunchedFrom: try row.get("relaunched_from"),
            relaunchedAs: try row.get("relaunched_as"),
            parties: parties
        )
    }
}

extension PartyView {
    init(row: Row) throws {
        self.init(
            role: try row.get("role"),
            name: try row.get("name"),
            status: try row.get("status"),
            signedAt: try row.get("signed_at")
        )
    }
}

extension Transaction {
    /// Lets this transaction see one contract on behalf of an event that names it.
    func act(on contract: ContractID) async throws {
        try await act(holding: contract.description, as: .contract)
    }

    func nextContractNumber(now: Date) async throws -> String {
        let row = try await one("SELECT nextval('contract_numbers') AS n")
        let number: Int = try row?.get("n") ?? 0
        let digits = String(number)
        let padding = String(repeating: "0", count: max(0, 6 - digits.count))
        return "HT-\(ChinaTime.calendar.component(.year, from: now))-\(padding)\(digits)"
    }

    func insert(_ contract: Contract) async throws {
        try await insert(
            into: "contracts",
            [
                "id": "\(contract.id)", "number": "\(contract.number)", "name": "\(contract.name)",
                "template_id": "\(contract.templateID)", "template_version": "\(contract.templateVersion)",
                "enterprise_id": "\(contract.enterpriseID)", "enterprise_name": "\(contract.enterpriseName)",
                "uscc": "\(contract.uscc)", "handler_account_id": "\(contract.handlerAccountID)",
                "employee_id": "\(contract.employeeID)", "employee_account_id": "\(contract.employeeAccountID)",
                "employee_person_id": "\(contract.employeePersonID)", "employee_name": "\(contract.employeeName)",
                "employee_phone": "\(contract.employeePhone)",
                "employee_phone_masked": "\(contract.employeePhoneMasked)", "ordered": "\(contract.ordered)",
                "field_values": "\(contract.values)", "status": "\(contract.status)",
                "document_id": "\(contract.documentID)", "created_at": "\(contract.createdAt)",
                "relaunched_from": "\(contract.relaunchedFrom)",
            ]
        )
        for party in contract.parties {
            try await insert(
                into: "parties",
                [
                    "contract_id": "\(contract.id)", "role": "\(party.role)", "name": "\(party.name)",
                    "status": "\(party.status)",
                ]
            )
        }
    }

    func contract(_ id: ContractID, lock: Bool = false) async throws -> Contract? {
        guard
            let row = try await one(
                """
                SELECT *, (SELECT id FROM contracts AS later WHERE later.relaunched_from = c.id) AS relaunched_as
                FROM contracts AS c
                WHERE id = \(id) \(lock ? forUpdate : "")
                """
            )
        else { return nil }
        let parties = try await query(
            """
            SELECT role, name, status, signed_at
            FROM parties
            WHERE contract_id = \(id)
            ORDER BY role
            """
        ).map(PartyView.init(row:))
        return try Contract(row: row, parties: parties)
    }

    /// Saves what a launch, a reminder, a signature or an end changes.
    func save(_ contract: Contract) async throws {
        try await execute(
            """
            UPDATE contracts
            SET status = \(contract.status), failure = \(contract.failure),
                document = \(contract.document.map { PostgresJSON($0) }), revision = \(contract.revision),
                pages = \(contract.pages), placed = \(PostgresJSON(contract.placed)),
                launched_at = \(contract.launchedAt), completed_at = \(contract.completedAt),
                urged_at = \(contract.urgedAt)
            WHERE id = \(contract.id)
            """
        )
        for party in contract.parties {
            try await execute(
                """
                UPDATE parties
                SET status = \(party.status), signed_at = \(party.signedAt)
                WHERE contract_id = \(contract.id) AND role = \(party.role) AND status <> \(party.status)
                """
            )
        }
    }
}

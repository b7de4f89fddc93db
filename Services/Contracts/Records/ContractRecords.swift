import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension Contract {
    init(row: Row, parties: [PartyView]) throws {
        let status: String = try row.get("status")
        let placed: PostgresJSON<[Control]>? = try row.get("placed")
        let document: PostgresJSON<ObjectReference>? = try row.get("document")
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
            employeePhone: try SealedText(envelope: row.get("employee_phone")),
            employeePhoneMasked: try row.get("employee_phone_masked"),
            ordered: try row.get("ordered"),
            values: try row.get("field_values"),
            status: ContractStatus(rawValue: status) ?? .failed,
            failure: try row.get("failure"),
            documentID: try row.get("document_id"),
            document: document?.value,
            revision: try row.get("revision"),
            pages: try row.get("pages"),
            placed: placed?.value ?? [],
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
        let role: String = try row.get("role")
        let status: String = try row.get("status")
        self.init(
            role: PartyRole(rawValue: role) ?? .employee,
            name: try row.get("name"),
            status: PartyStatus(rawValue: status) ?? .waiting,
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
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        let digits = String(number)
        let padding = String(repeating: "0", count: max(0, 6 - digits.count))
        return "HT-\(calendar.component(.year, from: now))-\(padding)\(digits)"
    }

    func insert(_ contract: Contract) async throws {
        try await execute(
            """
            INSERT INTO contracts
                (id, number, name, template_id, template_version, enterprise_id, enterprise_name, uscc,
                 handler_account_id, employee_id, employee_account_id, employee_person_id, employee_name,
                 employee_phone, employee_phone_masked, ordered, field_values, status, document_id, created_at,
                 relaunched_from)
            VALUES
                (\(contract.id), \(contract.number), \(contract.name), \(contract.templateID),
                 \(contract.templateVersion), \(contract.enterpriseID), \(contract.enterpriseName), \(contract.uscc),
                 \(contract.handlerAccountID), \(contract.employeeID), \(contract.employeeAccountID),
                 \(contract.employeePersonID), \(contract.employeeName), \(contract.employeePhone.envelope),
                 \(contract.employeePhoneMasked), \(contract.ordered), \(contract.values),
                 \(contract.status.rawValue), \(contract.documentID), \(contract.createdAt),
                 \(contract.relaunchedFrom))
            """
        )
        for party in contract.parties {
            try await execute(
                """
                INSERT INTO parties (contract_id, role, name, status)
                VALUES (\(contract.id), \(party.role.rawValue), \(party.name), \(party.status.rawValue))
                """
            )
        }
    }

    func contract(_ id: ContractID, lock: Bool = false) async throws -> Contract? {
        guard
            let row = try await one(
                """
                SELECT *, (SELECT id FROM contracts AS later WHERE later.relaunched_from = c.id) AS relaunched_as
                FROM contracts AS c
                WHERE id = \(id)\(unescaped: lock ? " FOR UPDATE" : "")
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
            SET status = \(contract.status.rawValue), failure = \(contract.failure),
                document = \(contract.document.map { PostgresJSON($0) }), revision = \(contract.revision),
                pages = \(contract.pages), placed = \(PostgresJSON(contract.placed)),
                launched_at = \(contract.launchedAt), completed_at = \(contract.completedAt),
                urged_at = \(contract.urgedAt)
            WHERE id = \(contract.id)
            """
        )
    }

    func markSigned(_ role: PartyRole, of contract: ContractID, at time: Date) async throws {
        try await execute(
            """
            UPDATE parties
            SET status = 'signed', signed_at = \(time)
            WHERE contract_id = \(contract) AND role = \(role.rawValue) AND status = 'waiting'
            """
        )
    }
}

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

    func nextContractNumbers(_ count: Int, now: Date) async throws -> [String] {
        let year = ChinaTime.calendar.component(.year, from: now)
        return try await query("SELECT nextval('contract_numbers') AS n FROM generate_series(1, \(count)::integer)")
            .map { row in
                let digits = String(try row.get("n", as: Int.self))
                let padding = String(repeating: "0", count: max(0, 6 - digits.count))
                return "HT-\(year)-\(padding)\(digits)"
            }
    }

    /// Inserts contracts with their parties, in one round trip however many there are.
    func insert(_ contracts: [Contract]) async throws {
        try await pipeline(contracts.flatMap(\.rows))
    }

    func contract(_ id: ContractID, lock: Bool = false) async throws -> Contract? {
        try await contracts([id], lock: lock).first
    }

    /// Those that are there, each once; locked in one order, so that no two who lock several wait for each other.
    func contracts(_ ids: [ContractID], lock: Bool = false) async throws -> [Contract] {
        let ids = ids.map(\.uuid)
        let found = try await pipeline([
            """
            SELECT *, (SELECT id FROM contracts AS later WHERE later.relaunched_from = c.id) AS relaunched_as
            FROM contracts AS c
            WHERE id = ANY(\(ids))
            ORDER BY id \(lock ? forUpdate : "")
            """,
            """
            SELECT contract_id, role, name, status, signed_at
            FROM parties
            WHERE contract_id = ANY(\(ids))
            ORDER BY position, role
            """,
        ])
        let parties = try Dictionary(grouping: found.last ?? []) { try $0.get("contract_id", as: ContractID.self) }
        return try (found.first ?? []).map { row in
            let own = parties[try row.get("id")] ?? []
            return try Contract(row: row, parties: own.map(PartyView.init(row:)))
        }
    }

    /// Saves what a launch, a reminder, a signature or an end changes.
    func save(_ contract: Contract) async throws {
        try later(
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
            try later(
                """
                UPDATE parties
                SET status = \(party.status), signed_at = \(party.signedAt)
                WHERE contract_id = \(contract.id) AND role = \(party.role) AND status <> \(party.status)
                """
            )
        }
    }
}

extension Contract {
    /// The row of the contract, then those of its parties in the order in which they sign.
    fileprivate var rows: [SQL] {
        let own = SQL.insert(
            into: "contracts",
            [
                "id": "\(id)", "number": "\(number)", "name": "\(name)", "template_id": "\(templateID)",
                "template_version": "\(templateVersion)", "enterprise_id": "\(enterpriseID)",
                "enterprise_name": "\(enterpriseName)", "uscc": "\(uscc)", "handler_account_id": "\(handlerAccountID)",
                "employee_id": "\(employeeID)", "employee_account_id": "\(employeeAccountID)",
                "employee_person_id": "\(employeePersonID)", "employee_name": "\(employeeName)",
                "employee_phone": "\(employeePhone)", "employee_phone_masked": "\(employeePhoneMasked)",
                "ordered": "\(ordered)", "field_values": "\(values)", "status": "\(status)",
                "document_id": "\(documentID)", "created_at": "\(createdAt)", "relaunched_from": "\(relaunchedFrom)",
            ]
        )
        let sides = parties.enumerated().map { place, party in
            SQL.insert(
                into: "parties",
                [
                    "contract_id": "\(id)", "role": "\(party.role)", "name": "\(party.name)",
                    "position": "\(place + 1)", "status": "\(party.status)",
                ]
            )
        }
        return [own] + sides
    }
}

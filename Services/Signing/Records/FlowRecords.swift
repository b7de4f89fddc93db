import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

extension Transaction {
    func insert(_ flow: Flow) async throws -> Bool {
        let inserted = try await execute(
            """
            INSERT INTO flows
                (contract_id, contract_number, contract_name, enterprise_id, enterprise_name, uscc,
                 employee_account_id, handler_account_id, document, ordered, status, launched_at)
            VALUES
                (\(flow.contractID), \(flow.contractNumber), \(flow.contractName), \(flow.enterpriseID),
                 \(flow.enterpriseName), \(flow.uscc), \(flow.employeeAccountID), \(flow.handlerAccountID),
                 \(PostgresJSON(flow.document)), \(flow.ordered), \(flow.status.rawValue), \(flow.launchedAt))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { return false }
        for signer in flow.signers {
            try await execute(
                """
                INSERT INTO signers (contract_id, role, name, phone, signature_field, fields, status)
                VALUES (
                    \(flow.contractID), \(signer.role.rawValue), \(signer.name), \(signer.phone.envelope),
                    \(signer.signatureField), \(PostgresJSON(signer.fields)), \(signer.status.rawValue)
                )
                """
            )
        }
        return true
    }

    /// The flow of a contract as far as the caller's rights show it, locked.
    func flow(_ contract: ContractID) async throws -> Flow? {
        guard let row = try await one("SELECT * FROM flows WHERE contract_id = \(contract) FOR UPDATE") else {
            return nil
        }
        let signers = try await query(
            """
            SELECT *
            FROM signers
            WHERE contract_id = \(contract)
            ORDER BY role
            """
        ).map(Signer.init(row:))
        return try Flow(row: row, signers: signers)
    }

    func save(_ flow: Flow) async throws {
        try await execute(
            """
            UPDATE flows
            SET document = \(PostgresJSON(flow.document)), revision = \(flow.revision),
                status = \(flow.status.rawValue), completed_at = \(flow.completedAt)
            WHERE contract_id = \(flow.contractID)
            """
        )
        for signer in flow.signers {
            try await execute(
                """
                UPDATE signers
                SET status = \(signer.status.rawValue), signed_by = \(signer.signedBy),
                    signed_at = \(signer.signedAt), certificate_serial = \(signer.certificateSerial)
                WHERE contract_id = \(flow.contractID) AND role = \(signer.role.rawValue)
                """
            )
        }
    }
}

extension Flow {
    fileprivate init(row: Row, signers: [Signer]) throws {
        let status: String = try row.get("status")
        self.init(
            contractID: try row.get("contract_id"),
            contractNumber: try row.get("contract_number"),
            contractName: try row.get("contract_name"),
            enterpriseID: try row.get("enterprise_id"),
            enterpriseName: try row.get("enterprise_name"),
            uscc: try row.get("uscc"),
            employeeAccountID: try row.get("employee_account_id"),
            handlerAccountID: try row.get("handler_account_id"),
            document: try row.getJSON("document"),
            revision: try row.get("revision"),
            ordered: try row.get("ordered"),
            status: Status(rawValue: status) ?? .failed,
            launchedAt: try row.get("launched_at"),
            completedAt: try row.get("completed_at"),
            signers: signers
        )
    }
}

extension Signer {
    fileprivate init(row: Row) throws {
        let role: String = try row.get("role")
        let status: String = try row.get("status")
        self.init(
            role: PartyRole(rawValue: role) ?? .employee,
            name: try row.get("name"),
            phone: try SealedText(envelope: row.get("phone")),
            signatureField: try row.get("signature_field"),
            fields: try row.getJSON("fields"),
            status: PartyStatus(rawValue: status) ?? .waiting,
            signedBy: try row.get("signed_by"),
            signedAt: try row.get("signed_at"),
            certificateSerial: try row.get("certificate_serial")
        )
    }
}

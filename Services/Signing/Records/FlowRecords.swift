import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension Transaction {
    func insert(_ flow: Flow) async throws -> Bool {
        let inserted = try await insert(
            into: "flows",
            [
                "contract_id": "\(flow.contractID)", "contract_number": "\(flow.contractNumber)",
                "contract_name": "\(flow.contractName)", "enterprise_id": "\(flow.enterpriseID)",
                "enterprise_name": "\(flow.enterpriseName)", "uscc": "\(flow.uscc)",
                "employee_account_id": "\(flow.employeeAccountID)", "handler_account_id": "\(flow.handlerAccountID)",
                "document": "\(PostgresJSON(flow.document))", "ordered": "\(flow.ordered)", "status": "\(flow.status)",
                "launched_at": "\(flow.launchedAt)",
            ],
            "ON CONFLICT DO NOTHING"
        )
        guard inserted == 1 else { return false }
        for (place, signer) in flow.signers.enumerated() {
            try later(
                .insert(
                    into: "signers",
                    [
                        "contract_id": "\(flow.contractID)", "role": "\(signer.role)", "position": "\(place + 1)",
                        "name": "\(signer.name)",
                        "phone": "\(signer.phone)", "signature_field": "\(signer.signatureField)",
                        "fields": "\(PostgresJSON(signer.fields))", "status": "\(signer.status)",
                    ]
                )
            )
        }
        return true
    }

    /// Writes down what became of a flow and announces it.
    func save(_ happening: Happening) async throws {
        try await save(happening.flow)
        try await tell(happening)
    }

    /// The evidence and the events of what happened to a flow that is written down itself.
    func tell(_ happening: Happening) async throws {
        for entry in happening.evidence { try await addEvidence(entry, to: happening.flow.contractID) }
        for event in happening.events { try await publish(event) }
    }

    /// The flow of a contract as far as the caller's rights show it, locked where it may be written.
    func flow(_ contract: ContractID) async throws -> Flow? {
        let found = try await pipeline([
            "SELECT * FROM flows WHERE contract_id = \(contract) \(forUpdate)",
            "SELECT * FROM signers WHERE contract_id = \(contract) ORDER BY position, role",
        ])
        guard let row = found.first?.first else { return nil }
        return try Flow(row: row, signers: try (found.last ?? []).map(Signer.init(row:)))
    }

    private func save(_ flow: Flow) async throws {
        try later(
            """
            UPDATE flows
            SET document = \(PostgresJSON(flow.document)), revision = \(flow.revision),
                status = \(flow.status), completed_at = \(flow.completedAt)
            WHERE contract_id = \(flow.contractID)
            """
        )
        for signer in flow.signers {
            try later(
                """
                UPDATE signers
                SET status = \(signer.status), signed_by = \(signer.signedBy),
                    signed_at = \(signer.signedAt), certificate_serial = \(signer.certificateSerial)
                WHERE contract_id = \(flow.contractID) AND role = \(signer.role)
                """
            )
        }
    }
}

extension Flow {
    fileprivate init(row: Row, signers: [Signer]) throws {
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
            status: try row.get("status"),
            launchedAt: try row.get("launched_at"),
            completedAt: try row.get("completed_at"),
            signers: signers
        )
    }
}

extension Signer {
    fileprivate init(row: Row) throws {
        self.init(
            role: try row.get("role"),
            name: try row.get("name"),
            phone: try row.get("phone"),
            signatureField: try row.get("signature_field"),
            fields: try row.getJSON("fields"),
            status: try row.get("status"),
            signedBy: try row.get("signed_by"),
            signedAt: try row.get("signed_at"),
            certificateSerial: try row.get("certificate_serial")
        )
    }
}

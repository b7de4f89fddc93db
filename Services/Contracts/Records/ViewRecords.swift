import Foundation
import Identifiers
import Messages
import Postgres

/// That somebody of a party saw a revision or was handed the completed document.
struct DocumentSeen: Sendable {
    enum Kind: String, Word {
        case viewed
        case delivered
    }

    var kind: Kind
    var contractID: ContractID
    var enterpriseID: EnterpriseID
    var accountID: AccountID
    /// Digest of the revision.
    var sha256: String
    var at: Date
}

extension Transaction {
    /// Keeps the first time; false when there was one already.
    func insert(_ seen: DocumentSeen) async throws -> Bool {
        let inserted = try await execute(
            """
            INSERT INTO views (contract_id, document_sha256, account_id, kind, enterprise_id, at)
            VALUES (
                \(seen.contractID), \(seen.sha256), \(seen.accountID), \(seen.kind.rawValue), \(seen.enterpriseID),
                \(seen.at)
            )
            ON CONFLICT DO NOTHING
            """
        )
        return inserted == 1
    }
}

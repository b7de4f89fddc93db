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

    func announcement(as role: PartyRole, person: PersonID?) -> any Event {
        switch kind {
        case .viewed:
            ContractViewed(
                contractID: contractID,
                enterpriseID: enterpriseID,
                role: role,
                accountID: accountID,
                personID: person,
                sha256: sha256,
                viewedAt: at
            )
        case .delivered:
            ContractDelivered(
                contractID: contractID,
                enterpriseID: enterpriseID,
                role: role,
                accountID: accountID,
                personID: person,
                sha256: sha256,
                deliveredAt: at
            )
        }
    }
}

extension Transaction {
    /// Keeps the first time; false when there was one already.
    func insert(_ seen: DocumentSeen) async throws -> Bool {
        let inserted = try await insert(
            into: "views",
            [
                "contract_id": "\(seen.contractID)", "document_sha256": "\(seen.sha256)",
                "account_id": "\(seen.accountID)", "kind": "\(seen.kind)", "enterprise_id": "\(seen.enterpriseID)",
                "at": "\(seen.at)",
            ],
            "ON CONFLICT DO NOTHING"
        )
        return inserted == 1
    }
}

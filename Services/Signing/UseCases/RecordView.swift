import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension SigningService {
    /// Enters into the evidence that somebody of a party saw a revision.
    func recordView(_ event: ContractViewed, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        // Launch and view have one key, so the flow is open unless its launch was put aside.
        guard try await transaction.flow(event.contractID) != nil else { return }
        let details = who(event.accountID, event.personID, event.sha256)
        let entry = EvidenceEntry(kind: "viewed", at: event.viewedAt, role: event.role, details: details)
        try await transaction.addEvidence(entry, to: event.contractID)
    }

    /// Enters into the evidence that somebody of a party was handed the completed document.
    func recordDelivery(_ event: ContractDelivered, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        guard try await transaction.flow(event.contractID) != nil else { return }
        var details = who(event.accountID, event.personID, event.sha256)
        details["channel"] = "download"
        let entry = EvidenceEntry(kind: "delivered", at: event.deliveredAt, role: event.role, details: details)
        try await transaction.addEvidence(entry, to: event.contractID)
    }

    private func who(_ account: AccountID, _ person: PersonID?, _ sha256: String) -> [String: String] {
        ["document": sha256, "account": account.description, "personID": person?.description ?? ""]
    }
}

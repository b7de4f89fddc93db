package import Foundation
package import Identifiers

/// How a document came before somebody's eyes.
package enum ViewManner: String, Word {
    /// The image of a page.
    case page
    /// The PDF itself.
    case file
}

/// Notes that the caller was shown a contract's document; the Gateway sends it beside its answer.
package struct RecordView: Request {
    package static let type = "contracts.record-view.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.command
    package typealias Reply = Done

    package var contractID: ContractID
    package var documentID: DocumentID
    /// Digest of the revision that was shown.
    package var sha256: String
    package var manner: ViewManner

    package init(contractID: ContractID, documentID: DocumentID, sha256: String, manner: ViewManner) {
        self.contractID = contractID
        self.documentID = documentID
        self.sha256 = sha256
        self.manner = manner
    }

    package var key: String { contractID.description }
}

/// Somebody of a party was shown a revision of the document for the first time.
package struct ContractViewed: Event {
    package static let type = "contracts.viewed.v1"
    package static let service = ServiceName.contracts

    package var contractID: ContractID
    package var enterpriseID: EnterpriseID
    package var role: PartyRole
    package var accountID: AccountID
    package var personID: PersonID?
    /// Digest of the revision.
    package var sha256: String
    package var viewedAt: Date

    package init(
        contractID: ContractID,
        enterpriseID: EnterpriseID,
        role: PartyRole,
        accountID: AccountID,
        personID: PersonID? = nil,
        sha256: String,
        viewedAt: Date
    ) {
        self.contractID = contractID
        self.enterpriseID = enterpriseID
        self.role = role
        self.accountID = accountID
        self.personID = personID
        self.sha256 = sha256
        self.viewedAt = viewedAt
    }

    package var key: String { contractID.description }
}

/// Somebody of a party was handed the completed document for the first time.
package struct ContractDelivered: Event {
    package static let type = "contracts.delivered.v1"
    package static let service = ServiceName.contracts

    package var contractID: ContractID
    package var enterpriseID: EnterpriseID
    package var role: PartyRole
    package var accountID: AccountID
    package var personID: PersonID?
    /// Digest of the completed document.
    package var sha256: String
    package var deliveredAt: Date

    package init(
        contractID: ContractID,
        enterpriseID: EnterpriseID,
        role: PartyRole,
        accountID: AccountID,
        personID: PersonID? = nil,
        sha256: String,
        deliveredAt: Date
    ) {
        self.contractID = contractID
        self.enterpriseID = enterpriseID
        self.role = role
        self.accountID = accountID
        self.personID = personID
        self.sha256 = sha256
        self.deliveredAt = deliveredAt
    }

    package var key: String { contractID.description }
}

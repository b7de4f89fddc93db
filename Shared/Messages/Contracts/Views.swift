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
package struct RecordView: Command {
    package static let type = "contracts.record-view.v1"
    package typealias Reply = Done

    package var contractID: ContractID
    package var documentID: DocumentID
    /// Digest of the revision that was shown.
    package var sha256: String
    package var manner: ViewManner

    package var key: String { contractID.description }
}

/// Somebody of a party was shown a revision of the document for the first time.
package struct ContractViewed: Event {
    package static let type = "contracts.viewed.v1"

    package var contractID: ContractID
    package var enterpriseID: EnterpriseID
    package var role: PartyRole
    package var accountID: AccountID
    package var personID: PersonID?
    /// Digest of the revision.
    package var sha256: String
    package var viewedAt: Date

    package var key: String { contractID.description }
}

/// Somebody of a party was handed the completed document for the first time.
package struct ContractDelivered: Event {
    package static let type = "contracts.delivered.v1"

    package var contractID: ContractID
    package var enterpriseID: EnterpriseID
    package var role: PartyRole
    package var accountID: AccountID
    package var personID: PersonID?
    /// Digest of the completed document.
    package var sha256: String
    package var deliveredAt: Date

    package var key: String { contractID.description }
}

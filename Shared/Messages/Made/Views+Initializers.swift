// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension RecordView {
    @_disfavoredOverload
    package init(contractID: ContractID, documentID: DocumentID, sha256: String, manner: ViewManner, _: Never? = nil) {
        self.contractID = contractID
        self.documentID = documentID
        self.sha256 = sha256
        self.manner = manner
    }
}

extension ContractViewed {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        enterpriseID: EnterpriseID,
        role: PartyRole,
        accountID: AccountID,
        personID: PersonID? = nil,
        sha256: String,
        viewedAt: Date,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.enterpriseID = enterpriseID
        self.role = role
        self.accountID = accountID
        self.personID = personID
        self.sha256 = sha256
        self.viewedAt = viewedAt
    }
}

extension ContractDelivered {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        enterpriseID: EnterpriseID,
        role: PartyRole,
        accountID: AccountID,
        personID: PersonID? = nil,
        sha256: String,
        deliveredAt: Date,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.enterpriseID = enterpriseID
        self.role = role
        self.accountID = accountID
        self.personID = personID
        self.sha256 = sha256
        self.deliveredAt = deliveredAt
    }
}

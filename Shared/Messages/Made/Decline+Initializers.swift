// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension DeclineContract {
    @_disfavoredOverload
    package init(contractID: ContractID, reason: String, _: Never? = nil) {
        self.contractID = contractID
        self.reason = reason
    }
}

extension DeclineContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension ContractDeclined {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        role: PartyRole,
        name: String,
        reason: String,
        declinedAt: Date,
        parties: [PartyToTell],
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.role = role
        self.name = name
        self.reason = reason
        self.declinedAt = declinedAt
        self.parties = parties
    }
}

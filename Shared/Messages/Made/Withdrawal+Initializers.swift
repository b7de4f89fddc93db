// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension WithdrawContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension WithdrawContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension ContractWithdrawn {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        withdrawnAt: Date,
        parties: [PartyToTell],
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.withdrawnAt = withdrawnAt
        self.parties = parties
    }
}

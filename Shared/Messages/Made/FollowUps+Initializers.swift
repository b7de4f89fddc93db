// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension UrgeSigner {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension UrgeSigner.Reply {
    @_disfavoredOverload
    package init(nextAt: Date, _: Never? = nil) {
        self.nextAt = nextAt
    }
}

extension RelaunchContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension SignerUrged {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        accountID: AccountID,
        phone: SealedText,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.accountID = accountID
        self.phone = phone
    }
}

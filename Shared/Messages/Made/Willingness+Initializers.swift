// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension RequestWillingness {
    @_disfavoredOverload
    package init(contractID: ContractID, method: WillingnessMethod, _: Never? = nil) {
        self.contractID = contractID
        self.method = method
    }
}

extension RequestWillingness.Reply {
    @_disfavoredOverload
    package init(id: WillingnessID, expiresIn: Int, resendAfter: Int, phoneMasked: String, _: Never? = nil) {
        self.id = id
        self.expiresIn = expiresIn
        self.resendAfter = resendAfter
        self.phoneMasked = phoneMasked
    }
}

extension WillingnessCodeIssued {
    @_disfavoredOverload
    package init(
        willingnessID: WillingnessID,
        phone: SealedText,
        code: SealedText,
        enterpriseName: String,
        contractName: String,
        method: WillingnessMethod,
        expiresAt: Date,
        _: Never? = nil
    ) {
        self.willingnessID = willingnessID
        self.phone = phone
        self.code = code
        self.enterpriseName = enterpriseName
        self.contractName = contractName
        self.method = method
        self.expiresAt = expiresAt
    }
}

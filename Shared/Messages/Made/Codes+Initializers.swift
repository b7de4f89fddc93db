// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension RequestCode {
    @_disfavoredOverload
    package init(phone: SealedText, phoneIndex: String, purpose: CodePurpose, _: Never? = nil) {
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.purpose = purpose
    }
}

extension RequestCode.Reply {
    @_disfavoredOverload
    package init(id: CodeID, resendAfter: Int, expiresIn: Int, _: Never? = nil) {
        self.id = id
        self.resendAfter = resendAfter
        self.expiresIn = expiresIn
    }
}

extension CodeIssued {
    @_disfavoredOverload
    package init(
        codeID: CodeID,
        phone: SealedText,
        code: SealedText,
        purpose: CodePurpose,
        expiresAt: Date,
        _: Never? = nil
    ) {
        self.codeID = codeID
        self.phone = phone
        self.code = code
        self.purpose = purpose
        self.expiresAt = expiresAt
    }
}

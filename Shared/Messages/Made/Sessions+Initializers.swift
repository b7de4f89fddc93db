// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension EnterpriseMembership {
    @_disfavoredOverload
    package init(id: EnterpriseID, name: String, uscc: String, verified: Bool, roles: [Role], _: Never? = nil) {
        self.id = id
        self.name = name
        self.uscc = uscc
        self.verified = verified
        self.roles = roles
    }
}

extension SessionView {
    @_disfavoredOverload
    package init(
        sessionID: SessionID,
        side: Side,
        expiresAt: Date,
        accountID: AccountID,
        phoneMasked: String,
        phone: SealedText,
        phoneIndex: String,
        hasPassword: Bool,
        personID: PersonID? = nil,
        personVerified: Bool,
        personName: String? = nil,
        idNumberMasked: String? = nil,
        enterpriseID: EnterpriseID? = nil,
        enterprises: [EnterpriseMembership],
        _: Never? = nil
    ) {
        self.sessionID = sessionID
        self.side = side
        self.expiresAt = expiresAt
        self.accountID = accountID
        self.phoneMasked = phoneMasked
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.hasPassword = hasPassword
        self.personID = personID
        self.personVerified = personVerified
        self.personName = personName
        self.idNumberMasked = idNumberMasked
        self.enterpriseID = enterpriseID
        self.enterprises = enterprises
    }
}

extension SessionOpened {
    @_disfavoredOverload
    package init(token: SealedText, session: SessionView, _: Never? = nil) {
        self.token = token
        self.session = session
    }
}

extension LogIn {
    @_disfavoredOverload
    package init(
        side: Side,
        phone: SealedText,
        phoneIndex: String,
        code: SealedText? = nil,
        password: SealedText? = nil,
        agreements: [String],
        _: Never? = nil
    ) {
        self.side = side
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.code = code
        self.password = password
        self.agreements = agreements
    }
}

extension GetSession {
    @_disfavoredOverload
    package init(tokenHash: String, _: Never? = nil) {
        self.tokenHash = tokenHash
    }
}

extension ChooseEnterprise {
    @_disfavoredOverload
    package init(enterpriseID: EnterpriseID, _: Never? = nil) {
        self.enterpriseID = enterpriseID
    }
}

extension LogOut {
    @_disfavoredOverload
    package init(sessionID: SessionID, _: Never? = nil) {
        self.sessionID = sessionID
    }
}

extension SetPassword {
    @_disfavoredOverload
    package init(accountID: AccountID, password: SealedText, _: Never? = nil) {
        self.accountID = accountID
        self.password = password
    }
}

extension SessionChanged {
    @_disfavoredOverload
    package init(sessionID: SessionID, tokenHash: String, ended: Bool, _: Never? = nil) {
        self.sessionID = sessionID
        self.tokenHash = tokenHash
        self.ended = ended
    }
}

// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension EnterpriseView {
    @_disfavoredOverload
    package init(id: EnterpriseID, name: String, uscc: String, verified: Bool, _: Never? = nil) {
        self.id = id
        self.name = name
        self.uscc = uscc
        self.verified = verified
    }
}

extension RegisterEnterprise {
    @_disfavoredOverload
    package init(
        name: String,
        uscc: String,
        phone: SealedText,
        phoneIndex: String,
        code: SealedText,
        agreements: [String],
        _: Never? = nil
    ) {
        self.name = name
        self.uscc = uscc
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.code = code
        self.agreements = agreements
    }
}

extension RegisterEnterprise.Reply {
    @_disfavoredOverload
    package init(enterprise: EnterpriseView, session: SessionOpened, _: Never? = nil) {
        self.enterprise = enterprise
        self.session = session
    }
}

extension EnterpriseRegistered {
    @_disfavoredOverload
    package init(enterpriseID: EnterpriseID, name: String, uscc: String, registeredAt: Date, _: Never? = nil) {
        self.enterpriseID = enterpriseID
        self.name = name
        self.uscc = uscc
        self.registeredAt = registeredAt
    }
}

extension MemberJoined {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        accountID: AccountID,
        phone: SealedText,
        phoneMasked: String,
        roles: [Role],
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.accountID = accountID
        self.phone = phone
        self.phoneMasked = phoneMasked
        self.roles = roles
    }
}

extension EnterpriseVerified {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        name: String,
        uscc: String,
        legalRepresentativeName: String,
        handlerAccountID: AccountID,
        handlerPersonID: PersonID,
        handlerName: String,
        method: EnterpriseVerificationMethod,
        receipt: String,
        verifiedAt: Date,
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.name = name
        self.uscc = uscc
        self.legalRepresentativeName = legalRepresentativeName
        self.handlerAccountID = handlerAccountID
        self.handlerPersonID = handlerPersonID
        self.handlerName = handlerName
        self.method = method
        self.receipt = receipt
        self.verifiedAt = verifiedAt
    }
}

extension StartEnterpriseVerification {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        method: EnterpriseVerificationMethod,
        values: Sealed<FieldValues>,
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.method = method
        self.values = values
    }
}

extension GetEnterpriseVerification {
    @_disfavoredOverload
    package init(verificationID: VerificationID, untilSettled: Bool? = nil, _: Never? = nil) {
        self.verificationID = verificationID
        self.untilSettled = untilSettled
    }
}

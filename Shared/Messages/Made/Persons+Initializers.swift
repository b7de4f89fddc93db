// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension VerificationView {
    @_disfavoredOverload
    package init(
        id: VerificationID,
        status: VerificationStatus,
        reason: String? = nil,
        codeSentAt: Date? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.status = status
        self.reason = reason
        self.codeSentAt = codeSentAt
    }
}

extension StartPersonVerification {
    @_disfavoredOverload
    package init(accountID: AccountID, method: PersonVerificationMethod, values: Sealed<FieldValues>, _: Never? = nil) {
        self.accountID = accountID
        self.method = method
        self.values = values
    }
}

extension ResendVerificationCode {
    @_disfavoredOverload
    package init(verificationID: VerificationID, _: Never? = nil) {
        self.verificationID = verificationID
    }
}

extension ConfirmPersonVerification {
    @_disfavoredOverload
    package init(verificationID: VerificationID, code: SealedText, _: Never? = nil) {
        self.verificationID = verificationID
        self.code = code
    }
}

extension GetPersonVerification {
    @_disfavoredOverload
    package init(verificationID: VerificationID, untilSettled: Bool? = nil, _: Never? = nil) {
        self.verificationID = verificationID
        self.untilSettled = untilSettled
    }
}

extension ConsentGiven {
    @_disfavoredOverload
    package init(agreement: String, version: String, at: Date, _: Never? = nil) {
        self.agreement = agreement
        self.version = version
        self.at = at
    }
}

extension PersonVerified {
    @_disfavoredOverload
    package init(
        accountID: AccountID,
        personID: PersonID,
        name: String,
        sex: Sex? = nil,
        idType: IDType,
        idNumber: SealedText,
        idNumberMasked: String,
        phone: SealedText,
        phoneIndex: String,
        phoneMasked: String,
        method: PersonVerificationMethod,
        receipt: String,
        verifiedAt: Date,
        consents: [ConsentGiven]? = nil,
        _: Never? = nil
    ) {
        self.accountID = accountID
        self.personID = personID
        self.name = name
        self.sex = sex
        self.idType = idType
        self.idNumber = idNumber
        self.idNumberMasked = idNumberMasked
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.phoneMasked = phoneMasked
        self.method = method
        self.receipt = receipt
        self.verifiedAt = verifiedAt
        self.consents = consents
    }
}

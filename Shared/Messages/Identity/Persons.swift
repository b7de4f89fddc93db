package import Cryptography
package import Foundation
package import Identifiers

package enum IDType: String, Word {
    case residentID = "resident-id"
    case hongKongMacauPermit = "hk-macau-permit"
    case taiwanPermit = "taiwan-permit"
    case passport
}

package enum PersonVerificationMethod: String, Word {
    case mobile
    case bankCard = "bank-card"
    case face
}

package enum VerificationStatus: String, Word {
    /// The provider matched; a code by SMS must still be entered.
    case codeRequired = "code-required"
    /// The provider has not answered yet.
    case pending
    case passed
    case failed
}

/// How a verification stands.
package struct VerificationView: Codable, Sendable, Equatable {
    package var id: VerificationID
    package var status: VerificationStatus
    /// Stable code of why it failed.
    package var reason: String?
    /// When the code that is waited for was sent last.
    package var codeSentAt: Date?

    package init(id: VerificationID, status: VerificationStatus, reason: String? = nil, codeSentAt: Date? = nil) {
        self.id = id
        self.status = status
        self.reason = reason
        self.codeSentAt = codeSentAt
    }
}

/// Starts proving who the caller is; the provider is asked after the answer.
///
/// With the same words while one is open, the answer is that one.
package struct StartPersonVerification: Request {
    package static let type = "identity.start-person-verification.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = VerificationView

    package var accountID: AccountID
    package var method: PersonVerificationMethod
    package var consent: Bool
    package var name: String
    package var idType: IDType
    package var idNumber: SealedText
    package var phone: SealedText
    package var phoneIndex: String

    package init(
        accountID: AccountID,
        method: PersonVerificationMethod,
        consent: Bool,
        name: String,
        idType: IDType,
        idNumber: SealedText,
        phone: SealedText,
        phoneIndex: String
    ) {
        self.accountID = accountID
        self.method = method
        self.consent = consent
        self.name = name
        self.idType = idType
        self.idNumber = idNumber
        self.phone = phone
        self.phoneIndex = phoneIndex
    }

    package var key: String { accountID.description }
}

/// Sends the code of a person's verification again, as soon as another may be sent.
package struct ResendVerificationCode: Request {
    package static let type = "identity.resend-verification-code.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = VerificationView

    package var verificationID: VerificationID

    package init(verificationID: VerificationID) {
        self.verificationID = verificationID
    }

    package var key: String { verificationID.description }
}

/// Finishes a person's verification by the code sent to the phone.
package struct ConfirmPersonVerification: Request {
    package static let type = "identity.confirm-person-verification.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = VerificationView

    package var verificationID: VerificationID
    package var code: SealedText

    package init(verificationID: VerificationID, code: SealedText) {
        self.verificationID = verificationID
        self.code = code
    }

    package var key: String { verificationID.description }
}

/// Reads how the caller's own verification stands.
package struct GetPersonVerification: Request {
    package static let type = "identity.get-person-verification.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.query
    package typealias Reply = VerificationView

    package var verificationID: VerificationID

    package init(verificationID: VerificationID) {
        self.verificationID = verificationID
    }

    package var key: String { verificationID.description }
}

/// An agreement to which somebody consented.
package struct ConsentGiven: Codable, Sendable, Equatable {
    package var agreement: String
    package var version: String
    package var at: Date

    package init(agreement: String, version: String, at: Date) {
        self.agreement = agreement
        self.version = version
        self.at = at
    }
}

/// The person behind an account is proven.
package struct PersonVerified: Event {
    package static let type = "identity.person-verified.v1"
    package static let service = ServiceName.identity

    package var accountID: AccountID
    package var personID: PersonID
    package var name: String
    package var sex: Sex?
    package var idType: IDType
    package var idNumber: SealedText
    package var idNumberMasked: String
    package var phone: SealedText
    package var phoneIndex: String
    package var phoneMasked: String
    package var method: PersonVerificationMethod
    package var receipt: String
    package var verifiedAt: Date
    /// To what the person had consented by then.
    package var consents: [ConsentGiven]?

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
        consents: [ConsentGiven]? = nil
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

    package var key: String { accountID.description }
}

package enum Sex: String, Word {
    case female
    case male
}

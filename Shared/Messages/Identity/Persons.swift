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
}

/// Starts proving who the caller is; the provider is asked after the answer.
///
/// With the same words while one is open, the answer is that one.
package struct StartPersonVerification: Command {
    package static let type = "identity.start-person-verification.v2"
    package typealias Reply = VerificationView

    package var accountID: AccountID
    package var method: PersonVerificationMethod
    /// Of the form of the method.
    package var values: Sealed<FieldValues>

    package var key: String { accountID.description }
}

/// Sends the code of a person's verification again, as soon as another may be sent.
package struct ResendVerificationCode: Command {
    package static let type = "identity.resend-verification-code.v1"
    package typealias Reply = VerificationView

    package var verificationID: VerificationID

    package var key: String { verificationID.description }
}

/// Finishes a person's verification by the code sent to the phone.
package struct ConfirmPersonVerification: Command {
    package static let type = "identity.confirm-person-verification.v1"
    package typealias Reply = VerificationView

    package var verificationID: VerificationID
    package var code: SealedText

    package var key: String { verificationID.description }
}

/// Reads how the caller's own verification stands.
package struct GetPersonVerification: Query {
    package static let type = "identity.get-person-verification.v1"
    package typealias Reply = VerificationView

    package var verificationID: VerificationID
    /// Answers only when it is no longer pending, or after some seconds.
    package var untilSettled: Bool?
}

/// An agreement to which somebody consented.
package struct ConsentGiven: Codable, Sendable, Equatable {
    package var agreement: String
    package var version: String
    package var at: Date
}

/// The person behind an account is proven.
package struct PersonVerified: Event {
    package static let type = "identity.person-verified.v1"

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

    package var key: String { accountID.description }
}

package enum Sex: String, Word {
    case female
    case male
}

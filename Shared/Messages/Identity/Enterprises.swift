package import Cryptography
package import Foundation
package import Identifiers

/// An enterprise as its members see it.
package struct EnterpriseView: Codable, Sendable, Equatable {
    package var id: EnterpriseID
    package var name: String
    package var uscc: String
    package var verified: Bool
}

/// Registers an enterprise with its first administrator, and logs that person in.
package struct RegisterEnterprise: Command {
    package static let type = "identity.register-enterprise.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var enterprise: EnterpriseView
        package var session: SessionOpened
    }

    package var name: String
    package var uscc: String
    package var phone: SealedText
    package var phoneIndex: String
    package var code: SealedText
    package var agreements: [String]

    package var key: String { phoneIndex }
}

/// An enterprise was registered; it is not verified yet.
package struct EnterpriseRegistered: Event {
    package static let type = "identity.enterprise-registered.v1"

    package var enterpriseID: EnterpriseID
    package var name: String
    package var uscc: String
    package var registeredAt: Date

    package var key: String { enterpriseID.description }
}

/// An account may act for an enterprise.
package struct MemberJoined: Event {
    package static let type = "identity.member-joined.v1"

    package var enterpriseID: EnterpriseID
    package var accountID: AccountID
    package var phone: SealedText
    package var phoneMasked: String
    package var roles: [Role]

    package var key: String { enterpriseID.description }
}

/// An enterprise proved who it is.
package struct EnterpriseVerified: Event {
    package static let type = "identity.enterprise-verified.v1"

    package var enterpriseID: EnterpriseID
    package var name: String
    package var uscc: String
    package var legalRepresentativeName: String
    package var handlerAccountID: AccountID
    package var handlerPersonID: PersonID
    package var handlerName: String
    package var method: EnterpriseVerificationMethod
    /// The provider's own number for the check.
    package var receipt: String
    package var verifiedAt: Date

    package var key: String { enterpriseID.description }
}

package enum OrganizationType: String, Word {
    case enterprise
    case individualBusiness = "individual-business"
    case other
}

package enum EnterpriseVerificationMethod: String, Word {
    case legalRepresentative = "legal-representative"
    case bankTransfer = "bank-transfer"
    case alipay
    case authorizationLetter = "authorization-letter"
}

/// Starts proving who the enterprise is.
package struct StartEnterpriseVerification: Command {
    package static let type = "identity.start-enterprise-verification.v2"
    package typealias Reply = VerificationView

    package var enterpriseID: EnterpriseID
    package var method: EnterpriseVerificationMethod
    /// Of the form of the method.
    package var values: Sealed<FieldValues>

    package var key: String { enterpriseID.description }
}

/// Reads how an enterprise verification stands.
package struct GetEnterpriseVerification: Query {
    package static let type = "identity.get-enterprise-verification.v1"
    package typealias Reply = VerificationView

    package var verificationID: VerificationID
    /// Answers only when it is no longer pending, or after some seconds.
    package var untilSettled: Bool?
}

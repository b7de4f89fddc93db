package import Cryptography
package import Foundation
package import Identifiers

/// An enterprise as its members see it.
package struct EnterpriseView: Codable, Sendable, Equatable {
    package var id: EnterpriseID
    package var name: String
    package var uscc: String
    package var verified: Bool

    package init(id: EnterpriseID, name: String, uscc: String, verified: Bool) {
        self.id = id
        self.name = name
        self.uscc = uscc
        self.verified = verified
    }
}

/// Registers an enterprise with its first administrator, and logs that person in.
package struct RegisterEnterprise: Request {
    package static let type = "identity.register-enterprise.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var enterprise: EnterpriseView
        package var session: SessionOpened

        package init(enterprise: EnterpriseView, session: SessionOpened) {
            self.enterprise = enterprise
            self.session = session
        }
    }

    package var name: String
    package var uscc: String
    package var phone: SealedText
    package var phoneIndex: String
    package var code: SealedText
    package var agreements: [String]

    package init(
        name: String,
        uscc: String,
        phone: SealedText,
        phoneIndex: String,
        code: SealedText,
        agreements: [String]
    ) {
        self.name = name
        self.uscc = uscc
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.code = code
        self.agreements = agreements
    }

    package var key: String { phoneIndex }
}

/// An enterprise was registered; it is not verified yet.
package struct EnterpriseRegistered: Event {
    package static let type = "identity.enterprise-registered.v1"
    package static let service = ServiceName.identity

    package var enterpriseID: EnterpriseID
    package var name: String
    package var uscc: String
    package var registeredAt: Date

    package init(enterpriseID: EnterpriseID, name: String, uscc: String, registeredAt: Date) {
        self.enterpriseID = enterpriseID
        self.name = name
        self.uscc = uscc
        self.registeredAt = registeredAt
    }

    package var key: String { enterpriseID.description }
}

/// An account may act for an enterprise.
package struct MemberJoined: Event {
    package static let type = "identity.member-joined.v1"
    package static let service = ServiceName.identity

    package var enterpriseID: EnterpriseID
    package var accountID: AccountID
    package var phone: SealedText
    package var phoneMasked: String
    package var roles: [Role]

    package init(
        enterpriseID: EnterpriseID,
        accountID: AccountID,
        phone: SealedText,
        phoneMasked: String,
        roles: [Role]
    ) {
        self.enterpriseID = enterpriseID
        self.accountID = accountID
        self.phone = phone
        self.phoneMasked = phoneMasked
        self.roles = roles
    }

    package var key: String { enterpriseID.description }
}

/// An enterprise proved who it is.
package struct EnterpriseVerified: Event {
    package static let type = "identity.enterprise-verified.v1"
    package static let service = ServiceName.identity

    package var enterpriseID: EnterpriseID
    package var name: String
    package var uscc: String
    package var legalRepresentativeName: String
    package var handlerAccountID: AccountID
    package var handlerPersonID: PersonID
    package var handlerName: String
    package var method: String
    /// The provider's own number for the check.
    package var receipt: String
    package var verifiedAt: Date

    package init(
        enterpriseID: EnterpriseID,
        name: String,
        uscc: String,
        legalRepresentativeName: String,
        handlerAccountID: AccountID,
        handlerPersonID: PersonID,
        handlerName: String,
        method: String,
        receipt: String,
        verifiedAt: Date
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

/// The person who represents an enterprise by law.
package struct LegalRepresentative: Codable, Sendable, Equatable {
    package var name: String
    package var idType: IDType
    package var idNumber: SealedText

    package init(name: String, idType: IDType, idNumber: SealedText) {
        self.name = name
        self.idType = idType
        self.idNumber = idNumber
    }
}

/// Starts proving who the enterprise is.
package struct StartEnterpriseVerification: Request {
    package static let type = "identity.start-enterprise-verification.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = VerificationView

    package var enterpriseID: EnterpriseID
    package var organizationType: OrganizationType
    package var method: EnterpriseVerificationMethod
    package var legalRepresentative: LegalRepresentative

    package init(
        enterpriseID: EnterpriseID,
        organizationType: OrganizationType,
        method: EnterpriseVerificationMethod,
        legalRepresentative: LegalRepresentative
    ) {
        self.enterpriseID = enterpriseID
        self.organizationType = organizationType
        self.method = method
        self.legalRepresentative = legalRepresentative
    }

    package var key: String { enterpriseID.description }
}

/// Reads how an enterprise verification stands.
package struct GetEnterpriseVerification: Request {
    package static let type = "identity.get-enterprise-verification.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.query
    package typealias Reply = VerificationView

    package var verificationID: VerificationID

    package init(verificationID: VerificationID) {
        self.verificationID = verificationID
    }

    package var key: String { verificationID.description }
}

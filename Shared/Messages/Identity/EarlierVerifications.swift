package import Cryptography
package import Identifiers

// What Gateways asked before forms were data; answered until none of them runs any more.

/// As `StartPersonVerification`, when every method had one form.
package struct StartPersonVerificationV1: Command {
    package static let type = "identity.start-person-verification.v1"
    package typealias Reply = VerificationView

    package var accountID: AccountID
    package var method: PersonVerificationMethod
    package var consent: Bool
    package var name: String
    package var idType: IDType
    package var idNumber: SealedText
    package var phone: SealedText
    package var phoneIndex: String

    package var key: String { accountID.description }
}

/// The person who represents an enterprise by law.
package struct LegalRepresentative: Codable, Sendable, Equatable {
    package var name: String
    package var idType: IDType
    package var idNumber: SealedText
}

/// As `StartEnterpriseVerification`, when every method had one form.
package struct StartEnterpriseVerificationV1: Command {
    package static let type = "identity.start-enterprise-verification.v1"
    package typealias Reply = VerificationView

    package var enterpriseID: EnterpriseID
    package var organizationType: OrganizationType
    package var method: EnterpriseVerificationMethod
    package var legalRepresentative: LegalRepresentative

    package var key: String { enterpriseID.description }
}

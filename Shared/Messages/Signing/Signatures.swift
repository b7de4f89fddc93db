package import Cryptography
package import Foundation
package import Identifiers

/// Adds the caller's signature to a contract after the willingness code.
package struct SignContract: Command {
    package static let type = "signing.sign.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: ContractStatus
    }

    package var contractID: ContractID
    package var willingnessID: WillingnessID
    package var code: SealedText
    /// For an employee.
    package var signatureID: HandwrittenSignatureID?
    /// For an enterprise.
    package var sealID: SealID?
    /// Of the signer's own fields.
    package var values: Sealed<FieldValues>

    package var key: String { contractID.description }
}

/// It is somebody's turn to sign.
package struct SignerTurn: Event {
    package static let type = "signing.signer-turn.v1"

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var role: PartyRole
    package var accountID: AccountID
    package var phone: SealedText

    package var key: String { contractID.description }
}

/// One party's signature stands in the document.
package struct ContractSigned: Event {
    package static let type = "signing.signed.v1"

    package var contractID: ContractID
    package var role: PartyRole
    package var signedAt: Date
    package var document: ObjectReference
    package var revision: Int
    /// What the signature adds to the images of the pages, for a day; nil where they must be drawn from the document.
    package var picture: ObjectReference?

    package var key: String { contractID.description }
}

/// Whom to tell, and where.
package struct PartyToTell: Codable, Sendable, Equatable {
    package var role: PartyRole
    package var accountID: AccountID
    package var phone: SealedText
}

/// Every signature is in and time-stamped.
package struct ContractCompleted: Event {
    package static let type = "signing.completed.v1"

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var document: ObjectReference
    package var completedAt: Date
    package var parties: [PartyToTell]

    package var key: String { contractID.description }
}

/// A launched contract cannot be signed at all.
package struct SigningFailed: Event {
    package static let type = "signing.failed.v1"

    package var contractID: ContractID
    /// Stable code.
    package var reason: String
    package var contractName: String?
    package var enterpriseID: EnterpriseID?
    package var enterpriseName: String?
    package var parties: [PartyToTell]?

    package var key: String { contractID.description }
}

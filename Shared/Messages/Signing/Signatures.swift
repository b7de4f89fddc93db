package import Cryptography
package import Foundation
package import Identifiers

/// Adds the caller's signature to a contract after the willingness code.
package struct SignContract: Request {
    package static let type = "signing.sign.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: ContractStatus

        package init(status: ContractStatus) {
            self.status = status
        }
    }

    package var contractID: ContractID
    package var willingnessID: WillingnessID
    package var code: SealedText
    /// For an employee.
    package var signatureID: HandwrittenSignatureID?
    /// For an enterprise.
    package var sealID: SealID?
    /// JSON object of the signer's own field values.
    package var values: SealedText

    package init(
        contractID: ContractID,
        willingnessID: WillingnessID,
        code: SealedText,
        signatureID: HandwrittenSignatureID? = nil,
        sealID: SealID? = nil,
        values: SealedText
    ) {
        self.contractID = contractID
        self.willingnessID = willingnessID
        self.code = code
        self.signatureID = signatureID
        self.sealID = sealID
        self.values = values
    }

    package var key: String { contractID.description }
}

/// It is somebody's turn to sign.
package struct SignerTurn: Event {
    package static let type = "signing.signer-turn.v1"
    package static let service = ServiceName.signing

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var role: PartyRole
    package var accountID: AccountID
    package var phone: SealedText

    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        role: PartyRole,
        accountID: AccountID,
        phone: SealedText
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.role = role
        self.accountID = accountID
        self.phone = phone
    }

    package var key: String { contractID.description }
}

/// One party's signature stands in the document.
package struct ContractSigned: Event {
    package static let type = "signing.signed.v1"
    package static let service = ServiceName.signing

    package var contractID: ContractID
    package var role: PartyRole
    package var signedAt: Date
    package var document: ObjectReference
    package var revision: Int

    package init(contractID: ContractID, role: PartyRole, signedAt: Date, document: ObjectReference, revision: Int) {
        self.contractID = contractID
        self.role = role
        self.signedAt = signedAt
        self.document = document
        self.revision = revision
    }

    package var key: String { contractID.description }
}

/// Whom to tell, and where.
package struct PartyToTell: Codable, Sendable, Equatable {
    package var role: PartyRole
    package var accountID: AccountID
    package var phone: SealedText

    package init(role: PartyRole, accountID: AccountID, phone: SealedText) {
        self.role = role
        self.accountID = accountID
        self.phone = phone
    }
}

/// Every signature is in and time-stamped.
package struct ContractCompleted: Event {
    package static let type = "signing.completed.v1"
    package static let service = ServiceName.signing

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var document: ObjectReference
    package var completedAt: Date
    package var parties: [PartyToTell]

    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        document: ObjectReference,
        completedAt: Date,
        parties: [PartyToTell]
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.document = document
        self.completedAt = completedAt
        self.parties = parties
    }

    package var key: String { contractID.description }
}

/// A launched contract cannot be signed at all.
package struct SigningFailed: Event {
    package static let type = "signing.failed.v1"
    package static let service = ServiceName.signing

    package var contractID: ContractID
    /// Stable code.
    package var reason: String
    package var contractName: String?
    package var enterpriseID: EnterpriseID?
    package var enterpriseName: String?
    package var parties: [PartyToTell]?

    package init(
        contractID: ContractID,
        reason: String,
        contractName: String? = nil,
        enterpriseID: EnterpriseID? = nil,
        enterpriseName: String? = nil,
        parties: [PartyToTell]? = nil
    ) {
        self.contractID = contractID
        self.reason = reason
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.parties = parties
    }

    package var key: String { contractID.description }
}

package import Cryptography
package import Foundation
package import Identifiers

/// Reminds the employee of a contract that waits for them.
package struct UrgeSigner: Request {
    package static let type = "contracts.urge.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        /// Not before this the next time.
        package var nextAt: Date

        package init(nextAt: Date) {
            self.nextAt = nextAt
        }
    }

    package var contractID: ContractID

    package init(contractID: ContractID) {
        self.contractID = contractID
    }

    package var key: String { contractID.description }
}

/// Drafts a contract that ended without all signatures once more, with the same content for the same employee.
package struct RelaunchContract: Request {
    package static let type = "contracts.relaunch.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.command
    package typealias Reply = DraftedContract

    package var contractID: ContractID

    package init(contractID: ContractID) {
        self.contractID = contractID
    }

    package var key: String { contractID.description }
}

/// The enterprise reminds the employee to sign.
package struct SignerUrged: Event {
    package static let type = "contracts.signer-urged.v1"
    package static let service = ServiceName.contracts

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var accountID: AccountID
    package var phone: SealedText

    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        accountID: AccountID,
        phone: SealedText
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.accountID = accountID
        self.phone = phone
    }

    package var key: String { contractID.description }
}

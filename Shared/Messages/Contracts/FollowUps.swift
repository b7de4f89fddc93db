package import Cryptography
package import Foundation
package import Identifiers

/// Reminds the employee of a contract that waits for them.
package struct UrgeSigner: Command {
    package static let type = "contracts.urge.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        /// Not before this the next time.
        package var nextAt: Date
    }

    package var contractID: ContractID

    package var key: String { contractID.description }
}

/// Drafts a contract that ended without all signatures once more, with the same content for the same employee.
package struct RelaunchContract: Command {
    package static let type = "contracts.relaunch.v1"
    package typealias Reply = DraftedContract

    package var contractID: ContractID

    package var key: String { contractID.description }
}

/// The enterprise reminds the employee to sign.
package struct SignerUrged: Event {
    package static let type = "contracts.signer-urged.v1"

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var accountID: AccountID
    package var phone: SealedText

    package var key: String { contractID.description }
}

package import Foundation
package import Identifiers

/// Takes a contract back that not all have signed; only Signing knows whether the last signature was quicker.
package struct WithdrawContract: Command {
    package static let type = "signing.withdraw.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: ContractStatus
    }

    package var contractID: ContractID

    package var key: String { contractID.description }
}

/// The enterprise took a contract back before all had signed.
package struct ContractWithdrawn: Event {
    package static let type = "signing.withdrawn.v1"

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var withdrawnAt: Date
    package var parties: [PartyToTell]

    package var key: String { contractID.description }
}

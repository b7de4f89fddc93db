package import Foundation
package import Identifiers

/// Takes a contract back that not all have signed; only Signing knows whether the last signature was quicker.
package struct WithdrawContract: Request {
    package static let type = "signing.withdraw.v1"
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

    package init(contractID: ContractID) {
        self.contractID = contractID
    }

    package var key: String { contractID.description }
}

/// The enterprise took a contract back before all had signed.
package struct ContractWithdrawn: Event {
    package static let type = "signing.withdrawn.v1"
    package static let service = ServiceName.signing

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var withdrawnAt: Date
    package var parties: [PartyToTell]

    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        withdrawnAt: Date,
        parties: [PartyToTell]
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.withdrawnAt = withdrawnAt
        self.parties = parties
    }

    package var key: String { contractID.description }
}

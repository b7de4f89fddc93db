package import Foundation
package import Identifiers

/// Ends the signing of a contract because one side does not want to sign it, or no longer does.
package struct DeclineContract: Command {
    package static let type = "signing.decline.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: ContractStatus
    }

    package static let reason = FormField(key: "reason", label: "拒签理由", kind: .multiline, hint: "对方会看到", longest: 500)

    package var contractID: ContractID
    /// Read by the other side, and not interpreted; 1 to 500 characters.
    package var reason: String

    package var key: String { contractID.description }
}

/// One side declined to sign a contract.
package struct ContractDeclined: Event {
    package static let type = "signing.declined.v1"

    package var contractID: ContractID
    package var contractName: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    /// Who declined, by side and name.
    package var role: PartyRole
    package var name: String
    package var reason: String
    package var declinedAt: Date
    package var parties: [PartyToTell]

    package var key: String { contractID.description }
}

package import Foundation
package import Identifiers

/// One side of a contract.
package struct PartyView: Codable, Sendable, Equatable {
    package var role: PartyRole
    package var name: String
    package var status: PartyStatus
    package var signedAt: Date?
}

/// A contract in a list.
package struct ContractItem: Codable, Sendable, Equatable {
    package var id: ContractID
    package var number: String
    package var name: String
    package var status: ContractStatus
    package var enterpriseName: String
    package var employeeName: String
    package var employeePhoneMasked: String
    package var launchedAt: Date?
    package var completedAt: Date?
    package var parties: [PartyView]
    /// The acting side has to do something now.
    package var myTurn: Bool
}

/// How many contracts lie in each box of the acting side.
package struct BoxCounts: Codable, Sendable, Equatable {
    package var mine: Int
    package var others: Int
    package var completed: Int
    package var all: Int
}

/// Lists contracts for the acting side, newest first.
package struct ListContracts: PagedQuery {
    package static let type = "contracts.list.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var page: Page<ContractItem>
        package var counts: BoxCounts
    }

    package var box: ContractBox
    /// Searched in contract name, enterprise and participants.
    package var text: String?
    package var from: Date?
    package var to: Date?
    package var page: PageRequest
}

/// Counts for the home page of the acting side.
package struct GetContractSummary: Query {
    package static let type = "contracts.get-summary.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var counts: BoxCounts
        package var averageSigningHours: Double?
    }
}

/// Reads several contracts of the acting side as a list has them, in one question.
package struct GetContracts: Query {
    package static let type = "contracts.get-several.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        /// Newest first; what the acting side may not see, or nobody knows, is left out.
        package var contracts: [ContractItem]
    }

    /// At most as many as can be drafted at once.
    package var contractIDs: [ContractID]
}

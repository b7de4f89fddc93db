package import Foundation
package import Identifiers

/// One side of a contract.
package struct PartyView: Codable, Sendable, Equatable {
    package var role: PartyRole
    package var name: String
    package var status: PartyStatus
    package var signedAt: Date?

    package init(role: PartyRole, name: String, status: PartyStatus, signedAt: Date? = nil) {
        self.role = role
        self.name = name
        self.status = status
        self.signedAt = signedAt
    }
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

    package init(
        id: ContractID,
        number: String,
        name: String,
        status: ContractStatus,
        enterpriseName: String,
        employeeName: String,
        employeePhoneMasked: String,
        launchedAt: Date? = nil,
        completedAt: Date? = nil,
        parties: [PartyView],
        myTurn: Bool
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.status = status
        self.enterpriseName = enterpriseName
        self.employeeName = employeeName
        self.employeePhoneMasked = employeePhoneMasked
        self.launchedAt = launchedAt
        self.completedAt = completedAt
        self.parties = parties
        self.myTurn = myTurn
    }
}

/// How many contracts lie in each box of the acting side.
package struct BoxCounts: Codable, Sendable, Equatable {
    package var mine: Int
    package var others: Int
    package var completed: Int
    package var all: Int

    package init(mine: Int, others: Int, completed: Int, all: Int) {
        self.mine = mine
        self.others = others
        self.completed = completed
        self.all = all
    }
}

/// Lists contracts for the acting side, newest first.
package struct ListContracts: PagedRequest {
    package static let type = "contracts.list.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var page: Page<ContractItem>
        package var counts: BoxCounts

        package init(page: Page<ContractItem>, counts: BoxCounts) {
            self.page = page
            self.counts = counts
        }
    }

    package var box: ContractBox
    /// Searched in contract name, enterprise and participants.
    package var text: String?
    package var from: Date?
    package var to: Date?
    package var page: PageRequest

    package init(box: ContractBox, text: String? = nil, from: Date? = nil, to: Date? = nil, page: PageRequest) {
        self.box = box
        self.text = text
        self.from = from
        self.to = to
        self.page = page
    }

    package var key: String { page.cursor ?? "first" }
}

/// Counts for the home page of the acting side.
package struct GetContractSummary: Request {
    package static let type = "contracts.get-summary.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var counts: BoxCounts
        package var averageSigningHours: Double?

        package init(counts: BoxCounts, averageSigningHours: Double? = nil) {
            self.counts = counts
            self.averageSigningHours = averageSigningHours
        }
    }

    package init() {}

    package var key: String { "summary" }
}

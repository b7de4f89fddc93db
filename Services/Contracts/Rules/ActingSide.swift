import Foundation
import Identifiers
import Messages

/// The side that looks at contracts: an enterprise at its own, or an account at those it is party to.
enum ActingSide: Sendable {
    case enterprise(EnterpriseID)
    case employee(AccountID)

    init(_ caller: Caller) throws(Refusal) {
        if caller.side == .employer {
            self = .enterprise(try caller.requireEnterprise())
        } else {
            _ = try caller.requirePerson()
            self = .employee(try caller.requireAccount())
        }
    }

    var role: PartyRole {
        switch self {
        case .enterprise: .enterprise
        case .employee: .employee
        }
    }

    /// Under which its contracts are counted.
    var ownerID: UUID {
        switch self {
        case .enterprise(let id): id.uuid
        case .employee(let id): id.uuid
        }
    }

    /// Whether this side may know of a contract; drafts are the enterprise's own affair.
    func sees(_ contract: Contract) -> Bool {
        switch self {
        case .enterprise(let id): contract.enterpriseID == id
        case .employee(let id): contract.employeeAccountID == id && contract.status != .draft
        }
    }
}

// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension PartyView {
    @_disfavoredOverload
    package init(role: PartyRole, name: String, status: PartyStatus, signedAt: Date? = nil, _: Never? = nil) {
        self.role = role
        self.name = name
        self.status = status
        self.signedAt = signedAt
    }
}

extension ContractItem {
    @_disfavoredOverload
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
        myTurn: Bool,
        _: Never? = nil
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

extension BoxCounts {
    @_disfavoredOverload
    package init(mine: Int, others: Int, completed: Int, all: Int, _: Never? = nil) {
        self.mine = mine
        self.others = others
        self.completed = completed
        self.all = all
    }
}

extension ListContracts {
    @_disfavoredOverload
    package init(
        box: ContractBox,
        text: String? = nil,
        from: Date? = nil,
        to: Date? = nil,
        page: PageRequest,
        _: Never? = nil
    ) {
        self.box = box
        self.text = text
        self.from = from
        self.to = to
        self.page = page
    }
}

extension ListContracts.Reply {
    @_disfavoredOverload
    package init(page: Page<ContractItem>, counts: BoxCounts, _: Never? = nil) {
        self.page = page
        self.counts = counts
    }
}

extension GetContractSummary {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension GetContractSummary.Reply {
    @_disfavoredOverload
    package init(counts: BoxCounts, averageSigningHours: Double? = nil, _: Never? = nil) {
        self.counts = counts
        self.averageSigningHours = averageSigningHours
    }
}

extension GetContracts {
    @_disfavoredOverload
    package init(contractIDs: [ContractID], _: Never? = nil) {
        self.contractIDs = contractIDs
    }
}

extension GetContracts.Reply {
    @_disfavoredOverload
    package init(contracts: [ContractItem], _: Never? = nil) {
        self.contracts = contracts
    }
}

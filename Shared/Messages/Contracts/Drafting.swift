package import Cryptography
package import Identifiers

/// A contract that was drafted for one employee.
package struct DraftedContract: Codable, Sendable, Equatable {
    package var id: ContractID
    package var name: String
    package var employeeID: EmployeeID
    package var employeeName: String
    package var status: ContractStatus

    package init(id: ContractID, name: String, employeeID: EmployeeID, employeeName: String, status: ContractStatus) {
        self.id = id
        self.name = name
        self.employeeID = employeeID
        self.employeeName = employeeName
        self.status = status
    }
}

/// Drafts one contract for each employee; values are checked by kind.
package struct DraftContracts: Request {
    package static let type = "contracts.draft.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var contracts: [DraftedContract]

        package init(contracts: [DraftedContract]) {
            self.contracts = contracts
        }
    }

    package var templateID: TemplateID
    /// At most 50 characters.
    package var name: String
    package var employeeIDs: [EmployeeID]
    /// JSON object `{"fields": {key: value}, "perEmployee": {employeeID: {key: value}}}`.
    package var values: SealedText
    /// The employee signs first, then the enterprise.
    package var ordered: Bool

    package init(templateID: TemplateID, name: String, employeeIDs: [EmployeeID], values: SealedText, ordered: Bool) {
        self.templateID = templateID
        self.name = name
        self.employeeIDs = employeeIDs
        self.values = values
        self.ordered = ordered
    }

    package var key: String { templateID.description }
}

/// Composes the PDF of a draft and puts it before its signers.
package struct LaunchContract: Request {
    package static let type = "contracts.launch.v1"
    package static let service = ServiceName.contracts
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

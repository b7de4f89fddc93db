package import Cryptography
package import Identifiers

/// A contract that was drafted for one employee.
package struct DraftedContract: Codable, Sendable, Equatable {
    package var id: ContractID
    package var name: String
    package var employeeID: EmployeeID
    package var employeeName: String
    package var status: ContractStatus
}

/// What the initiator fills in: values for all contracts, and by employee the values of one.
package struct DraftValues: Sealable, Codable, Equatable {
    package static let sealContext = SealContext.fieldValues

    package var fields: FieldValues
    /// By the employee's identifier.
    package var perEmployee: [String: FieldValues]
}

/// Drafts one contract for each employee; values are checked by kind.
package struct DraftContracts: Command {
    package static let type = "contracts.draft.v1"
    package static let mostAtOnce = 200

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var contracts: [DraftedContract]
    }

    package var templateID: TemplateID
    /// At most 50 characters.
    package var name: String
    package var employeeIDs: [EmployeeID]
    package var values: Sealed<DraftValues>
    /// The employee signs first, then the enterprise.
    package var ordered: Bool

    package var key: String { templateID.description }
}

/// Launches several drafts; one that cannot be launched keeps no other back.
package struct LaunchContracts: Command {
    package static let type = "contracts.launch-several.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var launched: [ContractID]
        package var refused: [RefusedLaunch]
    }

    /// At most as many as can be drafted at once.
    package var contractIDs: [ContractID]

    package var key: String { contractIDs.first?.description ?? "" }
}

/// A draft that could not be launched.
package struct RefusedLaunch: Codable, Sendable, Equatable {
    package var contractID: ContractID
    /// Stable code of what keeps it back.
    package var code: String
}

/// Composes the PDF of a draft and puts it before its signers.
package struct LaunchContract: Command {
    package static let type = "contracts.launch.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: ContractStatus
    }

    package var contractID: ContractID

    package var key: String { contractID.description }
}

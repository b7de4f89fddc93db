// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Identifiers

extension DraftedContract {
    @_disfavoredOverload
    package init(
        id: ContractID,
        name: String,
        employeeID: EmployeeID,
        employeeName: String,
        status: ContractStatus,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.employeeID = employeeID
        self.employeeName = employeeName
        self.status = status
    }
}

extension DraftValues {
    @_disfavoredOverload
    package init(fields: FieldValues, perEmployee: [String: FieldValues], _: Never? = nil) {
        self.fields = fields
        self.perEmployee = perEmployee
    }
}

extension DraftContracts {
    @_disfavoredOverload
    package init(
        templateID: TemplateID,
        name: String,
        employeeIDs: [EmployeeID],
        values: Sealed<DraftValues>,
        ordered: Bool,
        _: Never? = nil
    ) {
        self.templateID = templateID
        self.name = name
        self.employeeIDs = employeeIDs
        self.values = values
        self.ordered = ordered
    }
}

extension DraftContracts.Reply {
    @_disfavoredOverload
    package init(contracts: [DraftedContract], _: Never? = nil) {
        self.contracts = contracts
    }
}

extension LaunchContracts {
    @_disfavoredOverload
    package init(contractIDs: [ContractID], _: Never? = nil) {
        self.contractIDs = contractIDs
    }
}

extension LaunchContracts.Reply {
    @_disfavoredOverload
    package init(launched: [ContractID], refused: [RefusedLaunch], _: Never? = nil) {
        self.launched = launched
        self.refused = refused
    }
}

extension RefusedLaunch {
    @_disfavoredOverload
    package init(contractID: ContractID, code: String, _: Never? = nil) {
        self.contractID = contractID
        self.code = code
    }
}

extension LaunchContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension LaunchContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

import Foundation
import Identifiers
import Messages
import Web

/// What the steps of 发起签署 have collected so far; travels sealed, because contract values are personal.
struct LaunchState: Codable, Sendable {
    static let purpose = "launch"

    var templateID: TemplateID
    var name: String
    var employeeIDs: [EmployeeID] = []
    /// Written into every contract.
    var fields = FieldValues()
    /// Written into one employee's contract.
    var perEmployee: [String: FieldValues] = [:]

    /// Takes what the parties step asked for.
    mutating func take(parties input: LaunchInput) {
        name = input.name.trimmingCharacters(in: .whitespacesAndNewlines)
        employeeIDs = input.employeeIDs
    }

    /// Takes what the fields step asked for; what belongs to nobody chosen is dropped when it is sent.
    mutating func take(fields input: LaunchInput) {
        fields = input.fields
        perEmployee.merge(input.perEmployee) { _, new in new }
    }

    /// The controls of all steps as they stand.
    func form() -> FormState {
        var form = FormState()
        form.set(name, for: "name")
        form.set(templateID.description, for: "templateID")
        for (key, value) in fields.texts { form.set(value, for: "fields.\(key)") }
        for (id, values) in perEmployee {
            for (key, value) in values.texts { form.set(value, for: "perEmployee.\(id).\(key)") }
        }
        return form
    }

    /// What is asked of Contracts.
    func draft() -> DraftInput {
        let chosen = Set(employeeIDs.map(\.description))
        let own = perEmployee.filter { chosen.contains($0.key.lowercased()) }
        return DraftInput(
            templateID: templateID,
            name: name,
            employeeIDs: employeeIDs,
            values: DraftValues(fields: fields, perEmployee: own),
            ordered: true
        )
    }
}

/// What any step of 发起签署 posts.
struct LaunchInput: Input {
    var step: String
    var templateID: TemplateID?
    var name: String
    var employeeIDs: [EmployeeID]
    var fields: FieldValues
    var perEmployee: [String: FieldValues]
}

extension LaunchInput {
    init(_ input: Fields) {
        step = input.text("step")
        templateID = input.optionalID("templateID")
        name = input.text("name")
        employeeIDs = input.ids("employeeIDs")
        fields = input.values("fields")
        perEmployee = input.valuesByKey("perEmployee")
    }
}

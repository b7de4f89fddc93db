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
    var fields: [String: String] = [:]
    /// Written into one employee's contract.
    var perEmployee: [String: [String: String]] = [:]

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
        FormState(
            .object([
                "name": .string(name),
                "templateID": .string(templateID.description),
                "employeeIDs": .array(employeeIDs.map { .string($0.description) }),
                "fields": .object(fields.mapValues { .string($0) }),
                "perEmployee": .object(perEmployee.mapValues { .object($0.mapValues { .string($0) }) }),
            ])
        )
    }

    /// What is asked of Contracts.
    func draft() throws(Refusal) -> DraftInput {
        let chosen = Set(employeeIDs.map(\.description))
        let own = perEmployee.filter { chosen.contains($0.key.lowercased()) }
        return try Fields.read(
            DraftInput.self,
            from: .object([
                "templateID": .string(templateID.description),
                "name": .string(name),
                "employeeIDs": .array(employeeIDs.map { .string($0.description) }),
                "fields": .object(fields.mapValues { .string($0) }),
                "perEmployee": .object(own.mapValues { .object($0.mapValues { .string($0) }) }),
                "ordered": .bool(true),
            ])
        )
    }
}

/// What any step of 发起签署 posts.
struct LaunchInput: Input {
    let step: String
    let templateID: TemplateID?
    let name: String
    let employeeIDs: [EmployeeID]
    let fields: [String: String]
    let perEmployee: [String: [String: String]]

    init(_ input: Fields) {
        step = input.text("step")
        templateID = input.optionalID("templateID")
        name = input.text("name")
        employeeIDs = input.ids("employeeIDs")
        fields = input.map("fields")
        perEmployee = input.mapOfMaps("perEmployee")
    }
}

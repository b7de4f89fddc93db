import Foundation
import Identifiers
import Messages

/// Which of a template's fields are filled in once for all, and which for every employee.
struct LaunchFields: Sendable {
    let common: [FormField]
    let own: [FormField]

    init(_ template: TemplateView) {
        let asked = template.fields.filter { $0.filledBy == .initiator }
        common = asked.filter { $0.individual != true }
        own = asked.filter { $0.individual == true }
    }

    /// Refuses values that are not of their kinds, every field at once.
    func check(_ state: LaunchState, today: Date) throws(Refusal) {
        var problems = FieldProblems()
        Form(fields: common).check(state.fields, prefix: "fields.", today: today, into: &problems)
        for id in state.employeeIDs {
            let values = state.perEmployee[id.description] ?? FieldValues()
            Form(fields: own).check(values, prefix: "perEmployee.\(id).", today: today, into: &problems)
        }
        try problems.check("contracts.input")
    }

    /// The controls from top to bottom.
    func order(_ state: LaunchState) -> [String] {
        common.map { "fields.\($0.key)" }
            + state.employeeIDs.flatMap { id in own.map { "perEmployee.\(id).\($0.key)" } }
    }

    /// Contracts names a common field after an employee once that one has values of their own.
    func formName(_ field: String) -> String {
        let parts = field.split(separator: ".", maxSplits: 2).map(String.init)
        guard parts.count == 3, parts[0] == "perEmployee", common.contains(where: { $0.key == parts[2] }) else {
            return field
        }
        return "fields.\(parts[2])"
    }

    /// A field's name for people, for the summary above the form.
    func label(_ control: String) -> String? {
        let key = control.split(separator: ".").last.map(String.init)
        return (common + own).first { $0.key == key }?.label
    }
}

extension FormField {
    /// A value as people read it.
    func shown(_ value: String?) -> String {
        guard let value, !value.isEmpty else { return "（未填）" }
        return shown(value, masked: false)
    }
}

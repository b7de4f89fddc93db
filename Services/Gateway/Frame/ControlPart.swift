import Messages
import Web

/// A field of any kind for `control`.
struct ControlPart: Sendable {
    let name: String
    let label: String
    let required: Bool
    let hint: String?
    let value: String
    let error: String?
    let kind: [String: Bool]
    let options: [ControlChoice]?
    let checked: Bool?

    /// `name` is the id and name of the input, such as `fields.KEY`.
    init(_ field: FieldView, name: String, form: FormState, hint: String? = nil) {
        self.name = name
        label = field.label
        required = field.required
        self.hint = hint
        value = form.value(name)
        error = form.error(name)
        kind = [field.kind == "id-number" ? "idNumber" : field.kind: true]
        let value = self.value
        options = field.options?.map { ControlChoice(value: $0.value, label: $0.label, selected: $0.value == value) }
        checked = field.kind == "boolean" ? value == "true" : nil
    }
}

struct ControlChoice: Sendable {
    let value: String
    let label: String
    let selected: Bool
}

/// One of several radio buttons.
struct RadioChoice: Sendable {
    let value: String
    let label: String
    var note = ""
    var recommended = false
    let checked: Bool
}

/// A line of a list of facts.
struct Fact: Sendable {
    let label: String
    let value: String
}

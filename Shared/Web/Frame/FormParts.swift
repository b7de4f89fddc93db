package import Messages

/// A field of any kind for the template `control`.
package struct ControlPart: Sendable {
    /// What a box of one line says of what is typed into it.
    package struct Line: Sendable {
        let type: String
        let mode: String?
        let longest: Int?
        let isNumeric: Bool
        let isUpper: Bool
        let autofill: String
    }

    let name: String
    let label: String
    let required: Bool
    let hint: String?
    let value: String
    let error: String?
    let options: [ControlChoice]?
    var line: Line?
    // Exactly one of these is true.
    var isLine = false
    var isLines = false
    var isSelect = false
    /// Two choices are seen at once.
    var isRadios = false
    var isTick = false
    var isFile = false
    let checked: Bool

    /// `prefix` goes before the field's key in the id and name of the input, such as `fields.`.
    package init(_ field: FormField, prefix: String = "", form: FormState) {
        let name = prefix + field.key
        let value = form.value(name)
        self.name = name
        self.value = value
        label = field.label
        required = field.required
        hint = field.hint
        error = form.error(name)
        checked = value == "true"
        options = field.options?.map { ControlChoice(value: $0.value, label: $0.label, selected: $0.value == value) }
        switch field.kind.rules.control {
        case .line(let type, let mode, let longest, let isNumeric, let isUpper):
            isLine = true
            line = Line(
                type: type,
                mode: mode,
                longest: field.longest ?? longest,
                isNumeric: isNumeric,
                isUpper: isUpper,
                autofill: field.autofill ?? "off"
            )
        case .lines: isLines = true
        case .options:
            isRadios = options?.count == 2
            isSelect = !isRadios
        case .tick: isTick = true
        case .file: isFile = true
        case .none: break
        }
    }
}

package struct ControlChoice: Sendable {
    let value: String
    let label: String
    let selected: Bool

    package init(value: String, label: String, selected: Bool) {
        self.value = value
        self.label = label
        self.selected = selected
    }
}

/// One of several radio buttons.
package struct RadioChoice: Sendable {
    let value: String
    let label: String
    let note: String
    let recommended: Bool
    let checked: Bool

    package init(value: String, label: String, note: String = "", recommended: Bool = false, checked: Bool) {
        self.value = value
        self.label = label
        self.note = note
        self.recommended = recommended
        self.checked = checked
    }
}

/// Controls that belong together; the first may have no title of its own.
package struct FormSection: Sendable {
    let title: String?
    let controls: [ControlPart]
}

/// Facts that belong together, as the sections of their form.
package struct FactSection: Sendable {
    package let title: String?
    package let facts: [Fact]

    package init(title: String?, facts: [Fact]) {
        self.title = title
        self.facts = facts
    }
}

/// A line of a list of facts.
package struct Fact: Sendable {
    let label: String
    let value: String

    package init(label: String, value: String) {
        self.label = label
        self.value = value
    }
}

extension Form {
    /// The form's controls by section: what stands alone, then group by group.
    package func sections(_ form: FormState) -> [FormSection] {
        bySection { fields, path in fields.map { ControlPart($0, prefix: path, form: form) } }
            .map { FormSection(title: $0.title, controls: $0.parts) }
    }

    /// What was filled in, by section and in words; `masked` for whoever is not its owner.
    package func facts(_ values: FieldValues, masked: Bool) -> [FactSection] {
        bySection { fields, path in
            fields.map { Fact(label: $0.label, value: $0.shown(values[path + $0.key], masked: masked)) }
        }.map { FactSection(title: $0.title, facts: $0.parts) }
    }

    /// The form's controls from top to bottom but for those that the page asks for in a way of its own, by their paths.
    package func controls(
        except others: Set<String> = [],
        _ form: FormState,
        label: (String) -> String = { $0 }
    ) -> [ControlPart] {
        leaves.filter { !others.contains($0.key) }.map { leaf in
            var field = leaf
            field.label = label(leaf.label)
            return ControlPart(field, form: form)
        }
    }

    /// Whether files are among what is asked for, which a page sends in another way.
    package var hasFiles: Bool { leaves.contains { $0.kind == .file } }

    private func bySection<Part>(_ make: ([FormField], String) -> [Part]) -> [(title: String?, parts: [Part])] {
        let alone = fields.filter { $0.kind != .group }
        let groups = fields.filter { $0.kind == .group }
        return [(nil, make(alone, ""))] + groups.map { ($0.label, make($0.fields ?? [], "\($0.key).")) }
    }
}

extension FormState {
    /// A form with these values in its controls.
    package init(_ values: FieldValues, prefix: String = "") {
        self.init(Dictionary(values.texts.map { (prefix + $0.key, $0.value) }) { first, _ in first })
    }
}

package import Foundation
import Identifiers

/// Whose part of a document or form a field is.
package enum FieldOwner: String, Word {
    case initiator
    case employee
    case enterprise
}

/// A field of a form or contract.
package struct FormField: Codable, Sendable, Equatable {
    package var key: String
    package var label: String
    package var kind: FieldKind
    package var required: Bool = true
    package var filledBy: FieldOwner = .employee
    /// Of a choice.
    package var options: [FieldOption]?
    /// Said beside the control.
    package var hint: String?
    /// Characters of a text, bytes of a file; what its kind allows when absent.
    package var longest: Int?
    /// Characters of a text at least.
    package var shortest: Int?
    /// Bounds of a number, both included.
    package var least: Double?
    package var most: Double?
    /// Whether a number has no fraction.
    package var whole: Bool?
    /// What browsers know the value by, such as `street-address`.
    package var autofill: String?
    /// It differs from employee to employee where many contracts are drafted at once.
    package var individual: Bool?
    /// Of a group.
    package var fields: [FormField]?
}

/// One choice of a choice field.
package struct FieldOption: Codable, Sendable, Equatable {
    package var value: String
    package var label: String
}

extension FormField {
    /// Bytes of a file where its field does not say; its base64 and the rest of the form fit into one body.
    static let largestFile = 500_000

    package static func text(
        _ key: String,
        _ label: String,
        hint: String? = nil,
        longest: Int? = nil,
        shortest: Int? = nil,
        autofill: String? = nil
    ) -> FormField {
        FormField(
            key: key,
            label: label,
            kind: .text,
            hint: hint,
            longest: longest,
            shortest: shortest,
            autofill: autofill
        )
    }

    package static func choice(_ key: String, _ label: String, _ options: KeyValuePairs<String, String>) -> FormField {
        FormField(key: key, label: label, kind: .choice, options: options.map { FieldOption(value: $0, label: $1) })
    }

    /// A choice whose values are the words people read.
    package static func choice(_ key: String, _ label: String, _ words: [String]) -> FormField {
        FormField(key: key, label: label, kind: .choice, options: words.map { FieldOption(value: $0, label: $0) })
    }

    package static func phone(_ key: String, _ label: String, hint: String? = nil, autofill: String? = nil) -> FormField
    {
        FormField(key: key, label: label, kind: .phone, hint: hint, autofill: autofill)
    }

    package static func idNumber(_ key: String, _ label: String, hint: String? = nil) -> FormField {
        FormField(key: key, label: label, kind: .idNumber, hint: hint)
    }

    package static func group(_ key: String, _ label: String, _ fields: FormField...) -> FormField {
        FormField(key: key, label: label, kind: .group, fields: fields)
    }

    /// The same field, which may stay empty.
    package var optional: FormField {
        var field = self
        field.required = false
        return field
    }

    /// Itself, or the fields of a group with their paths and with labels that make sense alone.
    var leaves: [FormField] {
        guard kind == .group else { return [self] }
        return (fields ?? []).flatMap(\.leaves).map { inner in
            var leaf = inner
            leaf.key = "\(key).\(inner.key)"
            leaf.label = label + inner.label
            return leaf
        }
    }

    /// The stable code of what is wrong with a value as it was typed; nil when nothing is.
    package func problem(of typed: String, today: Date) -> String? {
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.isEmpty else { return kind.rules.problem(text, self, today) }
        return required ? "field.required" : nil
    }

    /// A value that stands alone, as it is kept, noting what is wrong with it.
    package func checked(
        _ typed: String,
        codes: FieldCodes = .ofKinds,
        today: Date,
        into problems: inout FieldProblems
    ) -> String {
        if let code = problem(of: typed, today: today) { problems.add(key, codes.code(code, at: key)) }
        return kind.rules.kept(typed)
    }

    /// The same for the bytes of a file, before it is put into the store.
    package func problem(ofBytes count: Int) -> String? {
        count > longest ?? Self.largestFile ? "field.file-too-large" : nil
    }

    /// A value in words.
    package func shown(_ value: String, masked: Bool = false) -> String {
        guard !value.isEmpty else { return "" }
        if kind == .choice { return options?.first { $0.value == value }?.label ?? value }
        return masked ? kind.rules.masked(value) : kind.rules.shown(value)
    }
}

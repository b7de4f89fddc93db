import Cryptography
package import Foundation

/// What somebody is asked to fill in: the one declaration behind page, JSON input, check, description and display.
package struct Form: Codable, Sendable, Equatable {
    /// What the public contract calls it; nil for one that is made up as it is needed.
    package var name: String?
    package var fields: [FormField]
}

extension Form {
    package init(named name: String? = nil, _ fields: FormField...) {
        self.init(name: name, fields: fields)
    }

    /// The fields that take a value, from top to bottom; one in a group is named by its path, `emergencyContact.phone`.
    package var leaves: [FormField] { fields.flatMap(\.leaves) }

    /// Whose value it is that a path names.
    package subscript(path: String) -> FormField? { leaves.first { $0.key == path } }

    /// Notes what is wrong with each value; `prefix` goes before each path in the problems.
    package func check(
        _ values: FieldValues,
        prefix: String = "",
        codes: FieldCodes = .ofKinds,
        today: Date,
        into problems: inout FieldProblems
    ) {
        let leaves = leaves
        let known = Set(leaves.map(\.key))
        for path in values.texts.keys.sorted() where !known.contains(path) {
            problems.add(prefix + path, "field.unknown")
        }
        for field in leaves {
            if let code = field.problem(of: values[field.key], today: today) {
                problems.add(prefix + field.key, codes.code(code, at: field.key))
            }
        }
    }

    /// The values as they are kept, or a refusal by `code` that names every field in which something is wrong.
    package func accept(
        _ values: FieldValues,
        orRefuse code: String,
        codes: FieldCodes = .ofKinds,
        today: Date
    ) throws(Refusal) -> FieldValues {
        var problems = FieldProblems()
        check(values, codes: codes, today: today, into: &problems)
        try problems.check(code)
        return kept(values)
    }

    /// The values as they are kept: only those the form asks for, each in the form of its kind, none that is empty.
    package func kept(_ values: FieldValues) -> FieldValues {
        var kept: [String: String] = [:]
        for field in leaves {
            let text = field.kind.rules.kept(values[field.key])
            if !text.isEmpty { kept[field.key] = text }
        }
        return FieldValues(texts: kept)
    }

    /// Every value in words, with the label of its field; `masked` for whoever is not their owner.
    package func shown(_ values: FieldValues, masked: Bool = false) -> [(field: FormField, text: String)] {
        leaves.map { ($0, $0.shown(values[$0.key], masked: masked)) }
    }
}

/// What was filled into a form: texts by the path of their field, as they are kept.
package struct FieldValues: Sealable, Equatable {
    package static let sealContext = SealContext.fieldValues

    package var texts: [String: String] = [:]
}

extension FieldValues {
    /// The value at a path, empty when nothing stands there.
    package subscript(path: String) -> String {
        get { texts[path] ?? "" }
        set { texts[path] = newValue }
    }

    package init(from decoder: any Decoder) throws {
        self.init(texts: try [String: String](from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try texts.encode(to: encoder)
    }
}

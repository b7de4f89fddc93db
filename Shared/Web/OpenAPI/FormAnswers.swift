package import Messages

/// A form that the description of the interface knows.
package protocol DescribedForm: Sendable {
    static var form: Form { get }
}

/// What was filled into a form, as members of the object that it is written into.
package struct FormAnswers<F: DescribedForm>: Codable, Sendable {
    private let values: FieldValues
    /// The paths of what is true or false.
    private let flags: Set<String>

    /// `masked` for whoever is not the owner of the values.
    package init(_ values: FieldValues, of form: Form, masked: Bool) {
        var told = FieldValues()
        for field in form.leaves {
            let value = values[field.key]
            told[field.key] = masked ? field.kind.rules.masked(value) : value
        }
        self.values = told
        flags = Set(form.leaves.filter { $0.kind == .boolean }.map(\.key))
    }

    package init(from decoder: any Decoder) throws {
        (decoder as? any FormDescriber)?.describe(F.form)
        values = FieldValues()
        flags = []
    }

    package func encode(to encoder: any Encoder) throws {
        for (path, value) in values.texts {
            var container = encoder.container(keyedBy: FormKey.self)
            let keys = path.split(separator: ".").map { FormKey(String($0)) }
            for key in keys.dropLast() { container = container.nestedContainer(keyedBy: FormKey.self, forKey: key) }
            guard let key = keys.last else { continue }
            if flags.contains(path) {
                try container.encode(value == "true", forKey: key)
            } else {
                try container.encode(value, forKey: key)
            }
        }
    }
}

/// A decoder that only wants to know what it could read.
protocol FormDescriber {
    func describe(_ form: Form)
}

private struct FormKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

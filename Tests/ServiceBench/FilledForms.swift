package import Messages

extension Form {
    /// Every field filled in as its kind is described, so that a field more changes no test that is about others.
    package func filled(_ own: [String: String] = [:]) -> FieldValues {
        var values = FieldValues()
        for field in leaves {
            values[field.key] = own[field.key] ?? field.options?.first?.value ?? field.kind.rules.schema.example
        }
        return values
    }
}

/// What a service calls the problems of fields that had codes of their own before forms were data.
package struct FieldCodes: Sendable {
    /// What the codes of a field begin with, by its path.
    package let stems: [String: String]
    /// How they end, by the code of the kind.
    package let endings: [String: String]
}

extension FieldCodes {
    /// Nothing is called otherwise.
    package static let ofKinds = FieldCodes(stems: [:], endings: [:])

    func code(_ code: String, at path: String) -> String {
        guard let stem = stems[path], let ending = endings[code] else { return code }
        return stem + ending
    }
}

package import Cryptography
package import Foundation
import Identifiers
package import Messages
import ObjectStore

/// What was filled into a form: texts as values, files as they were sent.
package struct FilledForm: Sendable {
    package var values = FieldValues()
    /// By the path of their field.
    package var files: [String: Data] = [:]

    package init(_ values: FieldValues) {
        self.values = values
    }

    init() {}
}

extension Fields {
    /// Reads what was filled into a form, its groups as inner objects.
    package func form(_ form: Form) -> FilledForm {
        var filled = FilledForm()
        if describe(FormSchemas.member(form)) { return filled }
        for field in form.fields { read(field, at: field.key, into: &filled) }
        return filled
    }

    private func read(_ field: FormField, at path: String, into filled: inout FilledForm) {
        switch field.kind {
        case .group:
            inner(field.key) { fields in
                for inner in field.fields ?? [] { fields.read(inner, at: "\(path).\(inner.key)", into: &filled) }
            }
        case .file:
            let text = take(field.key, [:], isRequired: field.required, missing: "", read: ReadValue.longText)
            guard !text.isEmpty else { return }
            guard let bytes = Data(base64Encoded: text) else { return reject(field.key, .notBase64) }
            filled.files[path] = bytes
        default:
            let text = take(field.key, [:], isRequired: field.required, missing: "", read: ReadValue.text)
            if !text.isEmpty { filled.values[path] = text }
        }
    }
}

extension Visit {
    /// What was filled in as messages carry it: files in the store, their references among the values, all sealed.
    package func seal(_ filled: FilledForm, of form: Form) async throws -> Sealed<FieldValues> {
        var values = form.kept(filled.values)
        for (path, bytes) in filled.files { values[path] = try await parts.store.put(bytes, kind: .upload).text }
        return try parts.keys.seal(values)
    }

    package func seal<Value: Sealable>(_ value: Value) throws -> Sealed<Value> { try parts.keys.seal(value) }

    package func open<Value: Sealable>(_ sealed: Sealed<Value>) throws -> Value { try parts.keys.open(sealed) }
}

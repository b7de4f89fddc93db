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
            let text = take(field.key, field.schema, isRequired: field.required, missing: "", read: ReadValue.longText)
            guard !text.isEmpty else { return }
            guard let bytes = Data(base64Encoded: text) else { return reject(field.key, .notBase64) }
            filled.files[path] = bytes
        default:
            let text = take(field.key, field.schema, isRequired: field.required, missing: "", read: ReadValue.text)
            if !text.isEmpty { filled.values[path] = text }
        }
    }
}

extension FormField {
    /// How the JSON interface describes a value of this field.
    var schema: JSONValue {
        if kind == .group {
            return InputSchema.object((fields ?? []).map { ($0.key, $0.schema, $0.required) })
        }
        let rules = kind.rules.schema
        var members: [String: JSONValue] = ["type": .string(rules.type), "description": .string(label)]
        members["format"] = rules.format.map { .string($0) }
        members["pattern"] = rules.pattern.map { .string($0) }
        members["contentEncoding"] = rules.encoding.map { .string($0) }
        members["maxLength"] = (longest ?? rules.longest).map { .integer(Int64($0)) }
        members["enum"] = options.map { .array($0.map { .string($0.value) }) }
        let example = options?.first?.value ?? rules.example
        if !example.isEmpty { members["examples"] = [.string(example)] }
        return .object(members)
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

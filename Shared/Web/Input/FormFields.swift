package import Cryptography
import Foundation
import Identifiers
package import Messages
import ObjectStore

/// What was filled into a form: texts as values, files as they were sent.
package struct FilledForm: Sendable {
    package fileprivate(set) var values = FieldValues()
    /// By the path of their field.
    fileprivate var files: [String: Data] = [:]
    fileprivate let sent: JSONValue

    /// The same by the form that was shown: another process may know one with more fields than this one.
    fileprivate func read(by shown: Form) throws(Refusal) -> FilledForm {
        try Fields.read(sent) { $0.form(shown) }
    }
}

extension Fields {
    /// Reads what was filled into a form, its groups as inner objects.
    package func form(_ form: Form) -> FilledForm {
        var filled = FilledForm(sent: sent)
        if describe(FormSchemas.member(form, isTold: false)) { return filled }
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
            let bytes = take(field.key, [:], isRequired: field.required, missing: Data(), read: ReadValue.bytes)
            if !bytes.isEmpty { filled.files[path] = bytes }
        default:
            let text = value(field)
            if !text.isEmpty { filled.values[path] = text }
        }
    }

    /// What was typed into a field that is no group and no file, empty when absent.
    package func value(_ field: FormField) -> String {
        take(field.key, field.schema(isTold: false), isRequired: field.required, missing: "") {
            value throws(InputCode) in
            if case .bool = value, field.kind != .boolean { throw .notText }
            return try ReadValue.text(value)
        }
    }
}

extension Visit {
    /// What was filled in as messages carry it: files in the store, their references among the values, all sealed.
    ///
    /// `form` is the one that was shown, which need not be the one that the input was described by.
    package func seal(_ filled: FilledForm, of form: Form) async throws -> Sealed<FieldValues> {
        let filled = try filled.read(by: form)
        var problems = FieldProblems()
        for (path, bytes) in filled.files {
            if let code = form[path]?.problem(ofBytes: bytes.count) { problems.add(path, code) }
        }
        try problems.check("gateway.input")
        var values = form.kept(filled.values)
        for (path, bytes) in filled.files { values[path] = try await parts.store.put(bytes, kind: .attachment).text }
        return try parts.keys.seal(values)
    }

    package func seal<Value: Sealable>(_ value: Value) throws -> Sealed<Value> { try parts.keys.seal(value) }

    package func open<Value: Sealable>(_ sealed: Sealed<Value>) throws -> Value { try parts.keys.open(sealed) }
}

import Foundation

/// Reads typed settings from the environment and gathers every problem, so that an operator sees them all at once.
///
/// A declaration always returns a value; it is meaningful only after ``validate()`` has passed.
/// A key `X` that is absent is also looked for as `X_FILE`, the path of a file that holds the value.
package struct Settings: Sendable {
    private let environment: [String: String]
    private let ledger = SettingsLedger()

    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// Throws one error that lists every problem found so far.
    package func validate() throws(SettingsProblems) {
        let problems = ledger.problems
        guard problems.isEmpty else { throw SettingsProblems(problems: problems) }
    }

    /// Adds a problem that only the caller can see, such as two settings that exclude each other.
    package func report(_ key: String, _ explanation: String) {
        ledger.report(key, explanation)
    }

    /// All keys declared so far, by name.
    package var declared: [DeclaredSetting] { ledger.declared }

    /// The help text: one key per paragraph, secrets without their default.
    package var help: String {
        declared.map { setting in
            var facts: [String] = []
            if let unit = setting.unit { facts.append("unit: \(unit)") }
            if setting.isSecret { facts.append("secret") }
            if setting.isRequired {
                facts.append("required")
            } else if let text = setting.defaultText, !setting.isSecret {
                facts.append("default: \(text.isEmpty ? "empty" : text)")
            }
            let tail = facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))"
            return "\(setting.key)\n    \(setting.meaning)\(tail)"
        }.joined(separator: "\n")
    }

    /// Declares a key read by `parse`; every other declaration is made of this one.
    ///
    /// `placeholder`: what is returned when the key is missing or wrong.
    package func value<Value>(
        _ key: String,
        default fallback: Value?,
        shown defaultText: String? = nil,
        placeholder: Value,
        isRequired: Bool = true,
        unit: String? = nil,
        isSecret: Bool = false,
        help: String,
        parse: (String) throws(SettingRejected) -> Value
    ) -> Value {
        ledger.declare(
            DeclaredSetting(
                key: key,
                meaning: help,
                unit: unit,
                defaultText: defaultText,
                isRequired: isRequired && fallback == nil,
                isSecret: isSecret
            )
        )
        guard let text = raw(key) else {
            if let fallback { return fallback }
            if isRequired { ledger.report(key, "is missing: \(help)") }
            return placeholder
        }
        do {
            return try parse(text)
        } catch {
            ledger.report(key, error.explanation)
            return placeholder
        }
    }

    /// An empty value counts as absent, so that compose files can pass keys through.
    private func raw(_ key: String) -> String? {
        if let text = environment[key], !text.isEmpty { return text }
        guard let path = environment[key + "_FILE"], !path.isEmpty else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(bytes: bytes, encoding: .utf8)
        else {
            ledger.report(key + "_FILE", "cannot be read")
            return nil
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }
}

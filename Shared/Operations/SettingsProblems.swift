/// Everything that is wrong with the settings, told at once; values are never repeated.
package struct SettingsProblems: Error, Equatable, CustomStringConvertible {
    package struct Problem: Sendable, Equatable {
        package let key: String
        package let explanation: String
    }

    package let problems: [Problem]

    package var description: String {
        problems.map { "\($0.key): \($0.explanation)" }.joined(separator: "\n")
    }
}

/// Why one value cannot be used; the explanation must not contain the value.
package struct SettingRejected: Error {
    package let explanation: String

    package init(_ explanation: String) {
        self.explanation = explanation
    }
}

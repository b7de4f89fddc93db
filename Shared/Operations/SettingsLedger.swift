import Synchronization

/// One key as it was declared, for the printed help.
package struct DeclaredSetting: Sendable, Equatable {
    package let key: String
    package let meaning: String
    package let unit: String?
    /// Nil when the key has no default; for secrets the default is never shown.
    package let defaultText: String?
    package let isRequired: Bool
    package let isSecret: Bool
}

/// What has been declared so far and what was found wrong with it.
final class SettingsLedger: Sendable {
    private struct State {
        var declared: [String: DeclaredSetting] = [:]
        var problems: [SettingsProblems.Problem] = []
    }

    private let state = Mutex(State())

    func declare(_ setting: DeclaredSetting) {
        state.withLock { $0.declared[setting.key] = setting }
    }

    func report(_ key: String, _ explanation: String) {
        let problem = SettingsProblems.Problem(key: key, explanation: explanation)
        state.withLock { state in
            if !state.problems.contains(problem) { state.problems.append(problem) }
        }
    }

    var problems: [SettingsProblems.Problem] {
        state.withLock { $0.problems }
    }

    var declared: [DeclaredSetting] {
        state.withLock { $0.declared.values.sorted { $0.key < $1.key } }
    }
}

/// A setting was used although it had not been validated.
package struct SettingMissing: Error, CustomStringConvertible {
    private let key: String

    package init(key: String) {
        self.key = key
    }

    package var description: String { "\(key) is missing" }
}

/// What can be wrong with a field before any service looks at it; the raw value is the stable code.
///
/// What a field means is judged by the owning service, under its own codes (`identity.uscc-check-digit` …).
package enum InputCode: String, Error, CaseIterable {
    /// Nothing can be read without it.
    case required = "input.required"
    case notText = "input.not-text"
    case tooLong = "input.too-long"
    case characters = "input.characters"
    case notBoolean = "input.not-a-boolean"
    case notWhole = "input.not-a-whole-number"
    case outOfRange = "input.out-of-range"
    case notChoice = "input.not-a-choice"
    case notIdentifier = "input.not-an-identifier"
    case notMoment = "input.not-a-moment"
    case notList = "input.not-a-list"
    case notObject = "input.not-an-object"
    case tooMany = "input.too-many"
}

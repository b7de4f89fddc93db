/// A row that a rule of the schema promises was not there.
package struct RecordMissing: Error, CustomStringConvertible {
    private let what: String

    /// `what` names the kind of row, never its content.
    package init(what: String) {
        self.what = what
    }

    package var description: String { "record missing: \(what)" }
}

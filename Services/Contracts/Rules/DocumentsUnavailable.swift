import Documents
import Operations

/// This machine could not work on a document now: the same work is tried again.
struct DocumentsUnavailable: PassingTrouble, CustomStringConvertible {
    let problem: DocumentProblem
    var isPassing: Bool { true }
    var description: String { "\(problem)" }
}

/// An error that may be about something else than the work at hand: the same work may succeed once that is over.
package protocol PassingTrouble: Error {
    /// True when waiting, or an operator, can end the trouble, and nothing is wrong with the work.
    var isPassing: Bool { get }
}

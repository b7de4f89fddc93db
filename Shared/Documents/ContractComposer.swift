/// Composes the PDF that a contract starts from.
package struct ContractComposer: Sendable {
    package init() {}

    /// Lays out the text or completes the uploaded pages, draws the initiator's values and adds the signers' fields.
    ///
    /// Values are keyed by control. Takes tens of milliseconds: call it through `DocumentLane`.
    package func compose(
        _ layout: ContractLayout,
        values: [String: String]
    ) throws(DocumentProblem) -> ComposedContract {
        throw DocumentProblem(.unavailable)
    }
}

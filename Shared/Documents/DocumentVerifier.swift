package import Foundation

/// Judges what the signatures of a document cover and what was changed after each of them.
package struct DocumentVerifier: Sendable {
    package init() {}

    /// Finds every signature in order of signing, in this process: only for documents of our own making.
    package static func examine(_ pdf: Data) throws(DocumentProblem) -> [FoundSignature] {
        throw DocumentProblem(.unavailable)
    }

    /// The same for a document from outside, in a child process with limits.
    package func examineUntrusted(_ pdf: Data) async throws(DocumentProblem) -> [FoundSignature] {
        throw DocumentProblem(.unavailable)
    }
}

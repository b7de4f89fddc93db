package import Foundation

/// Makes page images with pdftocairo in a child process with time and memory limits.
package struct PageRenderer: Sendable {
    private let pdftocairo: String

    package init(pdftocairo: String = "/usr/bin/pdftocairo") {
        self.pdftocairo = pdftocairo
    }

    /// The PNG of one page; `page` counts from 0, `width` is in pixels.
    package func png(of pdf: Data, page: Int, width: Int) async throws(DocumentProblem) -> Data {
        throw DocumentProblem(.unavailable)
    }
}

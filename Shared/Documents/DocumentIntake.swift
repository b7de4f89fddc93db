package import Foundation

/// An uploaded document rewritten into the plain form all later steps rely on.
package struct AcceptedDocument: Codable, Sendable {
    /// The canonical bytes: one revision, no object streams, no rotation, annotations flattened.
    package let pdf: Data
    /// The visible size of each page in points.
    package let pageSizes: [PageSize]
}

/// A page's visible size in points.
package struct PageSize: Codable, Sendable, Hashable {
    package let width: Double
    package let height: Double
}

/// Takes uploaded PDF files, which nobody may trust: they are read in a child process with limits.
package struct DocumentIntake: Sendable {
    package let maxBytes: Int
    package let maxPages: Int

    package init(maxBytes: Int = 10 * 1024 * 1024, maxPages: Int = 200) {
        self.maxBytes = maxBytes
        self.maxPages = maxPages
    }

    /// Inspects and rewrites an upload, or says why not.
    package func accept(_ upload: Data) async throws(DocumentProblem) -> AcceptedDocument {
        guard !upload.isEmpty else { throw DocumentProblem(.empty) }
        guard upload.count <= maxBytes else { throw DocumentProblem(.tooLarge, detail: "more than \(maxBytes) bytes") }
        guard upload.prefix(1024).range(of: Data("%PDF-".utf8)) != nil else { throw DocumentProblem(.notPDF) }
        return try await DocumentWorker.ask(.accept, maxPages, upload)
    }
}

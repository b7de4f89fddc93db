package import Identifiers

/// Tells where the PDF stands as it is now.
package struct OpenDocument: Query {
    package static let type = "contracts.open-document.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var reference: ObjectReference
        package var fileName: String
    }

    package var contractID: ContractID
    package var documentID: DocumentID
}

/// Tells where the image of a page stands.
package struct OpenPage: Query {
    package static let type = "contracts.open-page.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var reference: ObjectReference
        /// Digest of the revision that the page is of.
        package var documentSHA256: String?
    }

    package var contractID: ContractID
    package var documentID: DocumentID
    /// First page is 1.
    package var page: Int
    /// The image that was told cannot be had: it is drawn anew.
    package var again: Bool?
}

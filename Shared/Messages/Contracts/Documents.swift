package import Identifiers

/// Tells where the PDF stands as it is now.
package struct OpenDocument: Request {
    package static let type = "contracts.open-document.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var reference: ObjectReference
        package var fileName: String

        package init(reference: ObjectReference, fileName: String) {
            self.reference = reference
            self.fileName = fileName
        }
    }

    package var contractID: ContractID
    package var documentID: DocumentID

    package init(contractID: ContractID, documentID: DocumentID) {
        self.contractID = contractID
        self.documentID = documentID
    }

    package var key: String { contractID.description }
}

/// Tells where the image of a page stands.
package struct OpenPage: Request {
    package static let type = "contracts.open-page.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var reference: ObjectReference
        /// Digest of the revision that the page is of.
        package var documentSHA256: String?

        package init(reference: ObjectReference, documentSHA256: String? = nil) {
            self.reference = reference
            self.documentSHA256 = documentSHA256
        }
    }

    package var contractID: ContractID
    package var documentID: DocumentID
    /// First page is 1.
    package var page: Int

    package init(contractID: ContractID, documentID: DocumentID, page: Int) {
        self.contractID = contractID
        self.documentID = documentID
        self.page = page
    }

    package var key: String { contractID.description }
}

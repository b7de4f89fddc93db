// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Identifiers

extension OpenDocument {
    @_disfavoredOverload
    package init(contractID: ContractID, documentID: DocumentID, _: Never? = nil) {
        self.contractID = contractID
        self.documentID = documentID
    }
}

extension OpenDocument.Reply {
    @_disfavoredOverload
    package init(reference: ObjectReference, fileName: String, _: Never? = nil) {
        self.reference = reference
        self.fileName = fileName
    }
}

extension OpenPage {
    @_disfavoredOverload
    package init(contractID: ContractID, documentID: DocumentID, page: Int, again: Bool? = nil, _: Never? = nil) {
        self.contractID = contractID
        self.documentID = documentID
        self.page = page
        self.again = again
    }
}

extension OpenPage.Reply {
    @_disfavoredOverload
    package init(reference: ObjectReference, documentSHA256: String? = nil, _: Never? = nil) {
        self.reference = reference
        self.documentSHA256 = documentSHA256
    }
}

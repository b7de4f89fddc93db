// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension DocumentView {
    @_disfavoredOverload
    package init(
        id: DocumentID,
        name: String,
        pages: Int,
        sha256: String,
        pageWidth: Double,
        pageHeight: Double,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.pages = pages
        self.sha256 = sha256
        self.pageWidth = pageWidth
        self.pageHeight = pageHeight
    }
}

extension PlacedField {
    @_disfavoredOverload
    package init(field: FormField, page: Int, x: Double, y: Double, width: Double, height: Double, _: Never? = nil) {
        self.field = field
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

extension ContractView {
    @_disfavoredOverload
    package init(
        item: ContractItem,
        employeeID: EmployeeID,
        ordered: Bool,
        documents: [DocumentView],
        ownRole: PartyRole,
        ownFields: [PlacedField],
        places: [PlacedField],
        failure: String? = nil,
        declinedBecause: String? = nil,
        urgeableAt: Date? = nil,
        relaunchedFrom: ContractID? = nil,
        relaunchedAs: ContractID? = nil,
        _: Never? = nil
    ) {
        self.item = item
        self.employeeID = employeeID
        self.ordered = ordered
        self.documents = documents
        self.ownRole = ownRole
        self.ownFields = ownFields
        self.places = places
        self.failure = failure
        self.declinedBecause = declinedBecause
        self.urgeableAt = urgeableAt
        self.relaunchedFrom = relaunchedFrom
        self.relaunchedAs = relaunchedAs
    }
}

extension GetContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

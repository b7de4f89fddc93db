package import Cryptography
package import Foundation
package import Identifiers

/// A document of a contract.
package struct DocumentView: Codable, Sendable, Equatable {
    package var id: DocumentID
    package var name: String
    package var pages: Int
    package var sha256: String
    /// Points.
    package var pageWidth: Double
    /// Points.
    package var pageHeight: Double

    package init(id: DocumentID, name: String, pages: Int, sha256: String, pageWidth: Double, pageHeight: Double) {
        self.id = id
        self.name = name
        self.pages = pages
        self.sha256 = sha256
        self.pageWidth = pageWidth
        self.pageHeight = pageHeight
    }
}

/// A field at its place on a page; points, origin at the lower left.
package struct PlacedField: Codable, Sendable, Equatable {
    package var field: FieldView
    /// First page is 0.
    package var page: Int
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
    /// Filled-in value, sealed as field values.
    package var value: SealedText?

    package init(
        field: FieldView,
        page: Int,
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        value: SealedText? = nil
    ) {
        self.field = field
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.value = value
    }
}

/// A contract with its documents and the fields of the acting side.
package struct ContractView: Codable, Sendable, Equatable {
    package var item: ContractItem
    package var employeeID: EmployeeID
    package var ordered: Bool
    package var documents: [DocumentView]
    package var ownRole: PartyRole
    /// What the acting side still fills in.
    package var ownFields: [PlacedField]
    /// Signature and seal places of all parties.
    package var places: [PlacedField]
    package var failure: String?
    /// When the enterprise may remind the employee; nil when there is nobody to remind.
    package var urgeableAt: Date?
    /// For the enterprise: the contract this one was drafted from again.
    package var relaunchedFrom: ContractID?
    /// For the enterprise: the contract that was drafted from this one again.
    package var relaunchedAs: ContractID?

    package init(
        item: ContractItem,
        employeeID: EmployeeID,
        ordered: Bool,
        documents: [DocumentView],
        ownRole: PartyRole,
        ownFields: [PlacedField],
        places: [PlacedField],
        failure: String? = nil,
        urgeableAt: Date? = nil,
        relaunchedFrom: ContractID? = nil,
        relaunchedAs: ContractID? = nil
    ) {
        self.item = item
        self.employeeID = employeeID
        self.ordered = ordered
        self.documents = documents
        self.ownRole = ownRole
        self.ownFields = ownFields
        self.places = places
        self.failure = failure
        self.urgeableAt = urgeableAt
        self.relaunchedFrom = relaunchedFrom
        self.relaunchedAs = relaunchedAs
    }
}

/// Reads one contract for the acting side.
package struct GetContract: Request {
    package static let type = "contracts.get.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query
    package typealias Reply = ContractView

    package var contractID: ContractID

    package init(contractID: ContractID) {
        self.contractID = contractID
    }

    package var key: String { contractID.description }
}

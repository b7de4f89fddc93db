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
}

/// A field at its place on a page; points, origin at the lower left.
package struct PlacedField: Codable, Sendable, Equatable {
    package var field: FormField
    /// First page is 0.
    package var page: Int
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
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
    /// Stable code of why it cannot be signed.
    package var failure: String?
    /// The words of the party who declined to sign it.
    package var declinedBecause: String?
    /// When the enterprise may remind the employee; nil when there is nobody to remind.
    package var urgeableAt: Date?
    /// For the enterprise: the contract this one was drafted from again.
    package var relaunchedFrom: ContractID?
    /// For the enterprise: the contract that was drafted from this one again.
    package var relaunchedAs: ContractID?
}

/// Reads one contract for the acting side.
package struct GetContract: Query {
    package static let type = "contracts.get.v1"
    package typealias Reply = ContractView

    package var contractID: ContractID
}

package import Cryptography
package import Foundation
package import Identifiers

/// One signer of a launched contract and the fields that are theirs.
package struct SignerPlan: Codable, Sendable, Equatable {
    package var role: PartyRole
    /// Name of the PDF signature field.
    package var signatureField: String
    package var fields: [PlacedField]
    /// PDF field names that this signature locks.
    package var lockedFieldNames: [String]
}

/// A contract stands before its signers.
package struct ContractLaunched: Event {
    package static let type = "contracts.launched.v1"

    package var contractID: ContractID
    package var number: String
    package var name: String
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var uscc: String
    package var handlerAccountID: AccountID
    package var employeeID: EmployeeID
    package var employeeAccountID: AccountID
    package var employeePersonID: PersonID
    package var employeeName: String
    package var employeePhone: SealedText
    package var documentID: DocumentID
    package var document: ObjectReference
    package var pages: Int
    package var ordered: Bool
    package var signers: [SignerPlan]
    package var launchedAt: Date

    package var key: String { contractID.description }
}

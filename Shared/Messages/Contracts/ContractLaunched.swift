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

    package init(role: PartyRole, signatureField: String, fields: [PlacedField], lockedFieldNames: [String]) {
        self.role = role
        self.signatureField = signatureField
        self.fields = fields
        self.lockedFieldNames = lockedFieldNames
    }
}

/// A contract stands before its signers.
package struct ContractLaunched: Event {
    package static let type = "contracts.launched.v1"
    package static let service = ServiceName.contracts

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

    package init(
        contractID: ContractID,
        number: String,
        name: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        uscc: String,
        handlerAccountID: AccountID,
        employeeID: EmployeeID,
        employeeAccountID: AccountID,
        employeePersonID: PersonID,
        employeeName: String,
        employeePhone: SealedText,
        documentID: DocumentID,
        document: ObjectReference,
        pages: Int,
        ordered: Bool,
        signers: [SignerPlan],
        launchedAt: Date
    ) {
        self.contractID = contractID
        self.number = number
        self.name = name
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.uscc = uscc
        self.handlerAccountID = handlerAccountID
        self.employeeID = employeeID
        self.employeeAccountID = employeeAccountID
        self.employeePersonID = employeePersonID
        self.employeeName = employeeName
        self.employeePhone = employeePhone
        self.documentID = documentID
        self.document = document
        self.pages = pages
        self.ordered = ordered
        self.signers = signers
        self.launchedAt = launchedAt
    }

    package var key: String { contractID.description }
}

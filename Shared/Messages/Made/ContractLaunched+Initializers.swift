// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension SignerPlan {
    @_disfavoredOverload
    package init(
        role: PartyRole,
        signatureField: String,
        fields: [PlacedField],
        lockedFieldNames: [String],
        _: Never? = nil
    ) {
        self.role = role
        self.signatureField = signatureField
        self.fields = fields
        self.lockedFieldNames = lockedFieldNames
    }
}

extension ContractLaunched {
    @_disfavoredOverload
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
        launchedAt: Date,
        _: Never? = nil
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
}

import Documents
import Foundation
import Identifiers
import Messages

extension Contract {
    /// Puts a draft before its signers.
    mutating func launch(
        _ composed: ComposedContract,
        stored: ObjectReference,
        now: Date
    ) throws(Refusal)
        -> ContractLaunched
    {
        try requireDraft()
        status = .signing
        document = stored
        pages = composed.pages
        placed = composed.placed
        launchedAt = now
        return ContractLaunched(
            contractID: id,
            number: number,
            name: name,
            enterpriseID: enterpriseID,
            enterpriseName: enterpriseName,
            uscc: uscc,
            handlerAccountID: handlerAccountID,
            employeeID: employeeID,
            employeeAccountID: employeeAccountID,
            employeePersonID: employeePersonID,
            employeeName: employeeName,
            employeePhone: employeePhone,
            documentID: documentID,
            document: stored,
            pages: pages,
            ordered: ordered,
            signers: parties.map { plan($0.role) },
            launchedAt: now
        )
    }

    func requireDraft() throws(Refusal) {
        guard status == .draft else { throw Refusal("contracts.launched-already", .conflict) }
    }

    /// What one signer fills in and where they sign.
    private func plan(_ role: PartyRole) -> SignerPlan {
        let party = ControlParty(role)
        let own = placed.filter { $0.filledBy == party }
        return SignerPlan(
            role: role,
            signatureField: party.signatureFieldName ?? "",
            fields: own.map(PlacedField.init),
            lockedFieldNames: own.map(\.key)
        )
    }
}

extension PlacedField {
    init(_ control: Control) {
        self.init(
            field: FormField(control.definition),
            page: control.page,
            x: control.rect.x,
            y: control.rect.y,
            width: control.rect.width,
            height: control.rect.height
        )
    }
}

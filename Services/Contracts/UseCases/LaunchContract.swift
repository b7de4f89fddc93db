import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension ContractsService {
    /// Composes the PDF of a draft and puts it before its signers.
    func launch(
        _ request: LaunchContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> LaunchContract.Reply {
        var contract = try await ownContract(request.contractID, of: caller, in: transaction)
        guard contract.status == .draft else { throw Refusal("contracts.launched-already", .conflict) }
        guard let template = try await transaction.template(contract.templateID, version: contract.templateVersion)
        else { throw Refusal("contracts.template-unknown", .conflict) }

        let composed = try await compose(contract, from: template, in: transaction)
        let stored = try await store.put(composed.pdf, kind: .document)
        let now = now()
        try contract.launch(composed, stored: stored, now: now)
        try await transaction.save(contract)
        try await transaction.schedule(RenderPages(contractID: contract.id, sha256: stored.sha256))
        try await transaction.publish(
            ContractLaunched(
                contractID: contract.id,
                number: contract.number,
                name: contract.name,
                enterpriseID: contract.enterpriseID,
                enterpriseName: contract.enterpriseName,
                uscc: contract.uscc,
                handlerAccountID: contract.handlerAccountID,
                employeeID: contract.employeeID,
                employeeAccountID: contract.employeeAccountID,
                employeePersonID: contract.employeePersonID,
                employeeName: contract.employeeName,
                employeePhone: contract.employeePhone,
                documentID: contract.documentID,
                document: stored,
                pages: contract.pages,
                ordered: contract.ordered,
                signers: [contract.plan(.employee), contract.plan(.enterprise)],
                launchedAt: now
            )
        )
        return LaunchContract.Reply(status: contract.status)
    }

    private func compose(
        _ contract: Contract,
        from template: Template,
        in transaction: Transaction
    ) async throws -> ComposedContract {
        guard let employee = try await transaction.employees([contract.employeeID], of: contract.enterpriseID).first,
            let enterprise = try await transaction.enterprise(contract.enterpriseID)
        else { throw Refusal("contracts.employee-unknown", .conflict) }
        var values = try keys.open(contract.values).texts
        let proven = [
            "enterpriseName": enterprise.name,
            "uscc": enterprise.uscc,
            "legalRepresentative": enterprise.legalRepresentative,
            "employeeName": employee.name,
            "employeeSex": employee.sex,
            "employeeIDNumber": try keys.open(employee.idNumber, context: SealContext.idNumber),
            "employeePhone": try keys.open(employee.phone, context: SealContext.phone),
            "employeeAddress": try keys.open(employee.address, context: SealContext.address),
        ]
        let known = Set(template.document.controls.map(\.key))
        values.merge(proven.filter { known.contains($0.key) }) { _, proven in proven }
        let all = values.filter { !$0.value.isEmpty }
        do {
            return try await DocumentLane.run {
                try ContractComposer().compose(.text(template.document), values: all)
            }
        } catch let problem as DocumentProblem {
            throw Self.error(because: problem)
        }
    }

    /// What a problem of composing means: our own trouble, which passes, or an answer that names the fields.
    static func error(because problem: DocumentProblem) -> any Error {
        switch problem.code {
        case .unavailable, .timedOut: return DocumentsUnavailable(problem: problem)
        default:
            // A name with a character no font has, for one: the initiator must hear which field it is.
            let fields = Dictionary(problem.fields.map { ("fields.\($0)", problem.code.rawValue) }) { first, _ in first
            }
            return Refusal(problem.code.rawValue, .invalid, fields: fields)
        }
    }
}

extension Contract {
    /// What one signer fills in and where they sign.
    fileprivate func plan(_ role: PartyRole) -> SignerPlan {
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

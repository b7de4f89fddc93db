import Cryptography
import Foundation
import Identifiers
import Messages

extension Contract {
    /// A contract that nobody has been shown yet.
    init(
        draft name: String,
        number: String,
        template: (id: TemplateID, version: Int),
        enterpriseID: EnterpriseID,
        enterprise: KnownEnterprise,
        handler: AccountID,
        employee: KnownEmployee,
        ordered: Bool,
        values: Sealed<FieldValues>,
        relaunchedFrom: ContractID? = nil,
        now: Date
    ) {
        self.init(
            id: .new(),
            number: number,
            name: name,
            templateID: template.id,
            templateVersion: template.version,
            enterpriseID: enterpriseID,
            enterpriseName: enterprise.name,
            uscc: enterprise.uscc,
            handlerAccountID: handler,
            employeeID: employee.id,
            employeeAccountID: employee.accountID,
            employeePersonID: employee.personID,
            employeeName: employee.name,
            employeePhone: employee.phone,
            employeePhoneMasked: employee.phoneMasked,
            ordered: ordered,
            values: values,
            status: .draft,
            documentID: .new(),
            revision: 0,
            pages: 0,
            placed: [],
            createdAt: now,
            relaunchedFrom: relaunchedFrom,
            parties: PartyRole.inSigningOrder.map { role in
                PartyView(role: role, name: role == .employee ? employee.name : enterprise.name, status: .waiting)
            }
        )
    }
}

extension Contract {
    /// Refuses to draft once more what has not ended, or what all have signed.
    func requireRelaunchable() throws(Refusal) {
        if !status.mayBeRelaunched { throw Refusal("contracts.not-to-relaunch", .conflict) }
    }

    /// The same contract once more, with the parties as they are known today.
    func again(
        number: String,
        between enterprise: KnownEnterprise,
        and employee: KnownEmployee,
        by handler: AccountID,
        now: Date
    ) -> Contract {
        Contract(
            draft: name,
            number: number,
            template: (templateID, templateVersion),
            enterpriseID: enterpriseID,
            enterprise: enterprise,
            handler: handler,
            employee: employee,
            ordered: ordered,
            values: values,
            relaunchedFrom: id,
            now: now
        )
    }
}

extension DraftedContract {
    init(_ contract: Contract) {
        self.init(
            id: contract.id,
            name: contract.name,
            employeeID: contract.employeeID,
            employeeName: contract.employeeName,
            status: contract.status
        )
    }
}

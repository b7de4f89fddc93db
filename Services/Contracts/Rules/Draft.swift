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
            parties: [
                PartyView(role: .employee, name: employee.name, status: .waiting),
                PartyView(role: .enterprise, name: enterprise.name, status: .waiting),
            ]
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

package import Foundation
package import Identifiers
package import Messages

extension FictionalPerson {
    /// What identity announces when this person has proven who they are.
    package func verified(_ bench: Bench, at time: Date) throws -> PersonVerified {
        PersonVerified(
            accountID: accountID,
            personID: personID,
            name: name,
            sex: .male,
            idType: .residentID,
            idNumber: try bench.seal(idNumber, SealContext.idNumber),
            idNumberMasked: Masks.idNumber(idNumber),
            phone: try bench.seal(phone, SealContext.phone),
            phoneIndex: phoneIndex(bench.keys),
            phoneMasked: Masks.phone(phone),
            method: .mobile,
            receipt: "R-2",
            verifiedAt: time,
            consents: [ConsentGiven(agreement: "platform", version: "2026-11", at: time)]
        )
    }

    /// What identity announces when an enterprise whose legal representative this person is was verified.
    package func verified(
        _ enterprise: EnterpriseID,
        uscc: String = socialCreditCode(),
        at time: Date
    ) -> EnterpriseVerified {
        EnterpriseVerified(
            enterpriseID: enterprise,
            name: "示例科技有限公司",
            uscc: uscc,
            legalRepresentativeName: name,
            handlerAccountID: accountID,
            handlerPersonID: personID,
            handlerName: name,
            method: .legalRepresentative,
            receipt: "R-1",
            verifiedAt: time
        )
    }

    /// What onboarding announces when this person was taken on.
    package func joined(
        _ enterprise: EnterpriseID,
        as employee: EmployeeID,
        _ bench: Bench,
        at time: Date
    ) throws -> EmployeeJoined {
        EmployeeJoined(
            employeeID: employee,
            enterpriseID: enterprise,
            accountID: accountID,
            personID: personID,
            name: name,
            sex: .male,
            idNumber: try bench.seal(idNumber, SealContext.idNumber),
            idNumberMasked: Masks.idNumber(idNumber),
            phone: try bench.seal(phone, SealContext.phone),
            phoneMasked: Masks.phone(phone),
            address: try bench.seal("广州市示例路2号", SealContext.address),
            joinedAt: time
        )
    }
}

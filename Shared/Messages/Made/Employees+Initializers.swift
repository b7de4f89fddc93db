// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension EmployeeJoined {
    @_disfavoredOverload
    package init(
        employeeID: EmployeeID,
        enterpriseID: EnterpriseID,
        accountID: AccountID,
        personID: PersonID,
        name: String,
        sex: Sex,
        idNumber: SealedText,
        idNumberMasked: String,
        phone: SealedText,
        phoneMasked: String,
        address: SealedText,
        departmentID: DepartmentID? = nil,
        departmentName: String? = nil,
        joinedAt: Date,
        _: Never? = nil
    ) {
        self.employeeID = employeeID
        self.enterpriseID = enterpriseID
        self.accountID = accountID
        self.personID = personID
        self.name = name
        self.sex = sex
        self.idNumber = idNumber
        self.idNumberMasked = idNumberMasked
        self.phone = phone
        self.phoneMasked = phoneMasked
        self.address = address
        self.departmentID = departmentID
        self.departmentName = departmentName
        self.joinedAt = joinedAt
    }
}

extension EmployeeItem {
    @_disfavoredOverload
    package init(
        id: EmployeeID,
        name: String,
        phoneMasked: String,
        idNumberMasked: String,
        departmentID: DepartmentID? = nil,
        departmentName: String? = nil,
        status: EmployeeStatus,
        joinedAt: Date,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.phoneMasked = phoneMasked
        self.idNumberMasked = idNumberMasked
        self.departmentID = departmentID
        self.departmentName = departmentName
        self.status = status
        self.joinedAt = joinedAt
    }
}

extension ListEmployees {
    @_disfavoredOverload
    package init(
        status: EmployeeStatus? = nil,
        name: String? = nil,
        phoneIndex: String? = nil,
        phoneTail: String? = nil,
        departmentID: DepartmentID? = nil,
        isUnassigned: Bool? = nil,
        page: PageRequest,
        _: Never? = nil
    ) {
        self.status = status
        self.name = name
        self.phoneIndex = phoneIndex
        self.phoneTail = phoneTail
        self.departmentID = departmentID
        self.isUnassigned = isUnassigned
        self.page = page
    }
}

extension DepartmentView {
    @_disfavoredOverload
    package init(id: DepartmentID, name: String, parentID: DepartmentID? = nil, employees: Int, _: Never? = nil) {
        self.id = id
        self.name = name
        self.parentID = parentID
        self.employees = employees
    }
}

extension ListDepartments {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension ListDepartments.Reply {
    @_disfavoredOverload
    package init(departments: [DepartmentView], unassigned: Int, _: Never? = nil) {
        self.departments = departments
        self.unassigned = unassigned
    }
}

extension AddDepartment {
    @_disfavoredOverload
    package init(name: String, parentID: DepartmentID? = nil, _: Never? = nil) {
        self.name = name
        self.parentID = parentID
    }
}

extension GetOnboardingSummary {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension GetOnboardingSummary.Reply {
    @_disfavoredOverload
    package init(
        pendingReview: Int,
        unassigned: Int,
        employees: Int,
        joinedHalfYear: Int,
        submissions: Int,
        _: Never? = nil
    ) {
        self.pendingReview = pendingReview
        self.unassigned = unassigned
        self.employees = employees
        self.joinedHalfYear = joinedHalfYear
        self.submissions = submissions
    }
}

package import Cryptography
package import Foundation
package import Identifiers

package enum EmployeeStatus: String, Word {
    case active
    case leaving
    case left
}

/// A person works for an enterprise now.
package struct EmployeeJoined: Event {
    package static let type = "onboarding.employee-joined.v1"
    package static let service = ServiceName.onboarding

    package var employeeID: EmployeeID
    package var enterpriseID: EnterpriseID
    package var accountID: AccountID
    package var personID: PersonID
    package var name: String
    package var sex: Sex
    package var idNumber: SealedText
    package var idNumberMasked: String
    package var phone: SealedText
    package var phoneMasked: String
    package var address: SealedText
    package var departmentID: DepartmentID?
    package var departmentName: String?
    package var joinedAt: Date

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
        joinedAt: Date
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

    package var key: String { employeeID.description }
}

/// An employee in the roster, masked.
package struct EmployeeItem: Codable, Sendable, Equatable {
    package var id: EmployeeID
    package var name: String
    package var phoneMasked: String
    package var idNumberMasked: String
    package var departmentID: DepartmentID?
    package var departmentName: String?
    package var status: EmployeeStatus
    package var joinedAt: Date

    package init(
        id: EmployeeID,
        name: String,
        phoneMasked: String,
        idNumberMasked: String,
        departmentID: DepartmentID? = nil,
        departmentName: String? = nil,
        status: EmployeeStatus,
        joinedAt: Date
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

/// Lists the roster of the enterprise acted for.
package struct ListEmployees: PagedRequest {
    package static let type = "onboarding.list-employees.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query
    package typealias Reply = Page<EmployeeItem>

    package var status: EmployeeStatus?
    package var name: String?
    /// Look-up index of a whole phone number.
    package var phoneIndex: String?
    /// The last four digits.
    package var phoneTail: String?
    package var departmentID: DepartmentID?
    /// Only those in no department.
    package var isUnassigned: Bool?
    package var page: PageRequest

    package init(
        status: EmployeeStatus? = nil,
        name: String? = nil,
        phoneIndex: String? = nil,
        phoneTail: String? = nil,
        departmentID: DepartmentID? = nil,
        isUnassigned: Bool? = nil,
        page: PageRequest
    ) {
        self.status = status
        self.name = name
        self.phoneIndex = phoneIndex
        self.phoneTail = phoneTail
        self.departmentID = departmentID
        self.isUnassigned = isUnassigned
        self.page = page
    }

    package var key: String { page.cursor ?? "first" }
}

/// A department with how many work there.
package struct DepartmentView: Codable, Sendable, Equatable {
    package var id: DepartmentID
    package var name: String
    package var parentID: DepartmentID?
    package var employees: Int

    package init(id: DepartmentID, name: String, parentID: DepartmentID? = nil, employees: Int) {
        self.id = id
        self.name = name
        self.parentID = parentID
        self.employees = employees
    }
}

/// Lists the departments of the enterprise acted for.
package struct ListDepartments: Request {
    package static let type = "onboarding.list-departments.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var departments: [DepartmentView]
        package var unassigned: Int

        package init(departments: [DepartmentView], unassigned: Int) {
            self.departments = departments
            self.unassigned = unassigned
        }
    }

    package init() {}

    package var key: String { "departments" }
}

/// Adds a department.
package struct AddDepartment: Request {
    package static let type = "onboarding.add-department.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.command
    package typealias Reply = DepartmentView

    package var name: String
    package var parentID: DepartmentID?

    package init(name: String, parentID: DepartmentID? = nil) {
        self.name = name
        self.parentID = parentID
    }

    package var key: String { name }
}

/// Counts for the employer's home page.
package struct GetOnboardingSummary: Request {
    package static let type = "onboarding.get-summary.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var pendingReview: Int
        package var unassigned: Int
        package var employees: Int
        package var joinedHalfYear: Int
        package var submissions: Int

        package init(pendingReview: Int, unassigned: Int, employees: Int, joinedHalfYear: Int, submissions: Int) {
            self.pendingReview = pendingReview
            self.unassigned = unassigned
            self.employees = employees
            self.joinedHalfYear = joinedHalfYear
            self.submissions = submissions
        }
    }

    package init() {}

    package var key: String { "summary" }
}

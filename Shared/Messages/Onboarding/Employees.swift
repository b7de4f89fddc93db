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
}

/// Lists the roster of the enterprise acted for.
package struct ListEmployees: PagedQuery {
    package static let type = "onboarding.list-employees.v1"
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
}

/// A department with how many work there.
package struct DepartmentView: Codable, Sendable, Equatable {
    package var id: DepartmentID
    package var name: String
    package var parentID: DepartmentID?
    package var employees: Int
}

/// Lists the departments of the enterprise acted for.
package struct ListDepartments: Query {
    package static let type = "onboarding.list-departments.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var departments: [DepartmentView]
        package var unassigned: Int
    }
}

/// Adds a department.
package struct AddDepartment: Command {
    package static let type = "onboarding.add-department.v1"
    package typealias Reply = DepartmentView

    package static let name = FormField.text("name", "部门名称", longest: 50)

    package var name: String
    package var parentID: DepartmentID?

    package var key: String { name }
}

/// Counts for the employer's home page.
package struct GetOnboardingSummary: Query {
    package static let type = "onboarding.get-summary.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var pendingReview: Int
        package var unassigned: Int
        package var employees: Int
        package var joinedHalfYear: Int
        package var submissions: Int
    }
}

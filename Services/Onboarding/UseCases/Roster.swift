import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension OnboardingService {
    func listEmployees(
        _ request: ListEmployees,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> Page<EmployeeItem> {
        let items = try await transaction.employees(of: try caller.requireEnterprise(), request)
        return Page(cutting: items, to: request) { $0.id }
    }

    func listDepartments(
        _ request: ListDepartments,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListDepartments.Reply {
        let enterprise = try caller.requireEnterprise()
        let counts = try await transaction.rosterCounts(of: enterprise)
        return ListDepartments.Reply(
            departments: try await transaction.departments(of: enterprise, counts),
            unassigned: counts.employees(in: nil)
        )
    }

    func addDepartment(
        _ request: AddDepartment,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> DepartmentView {
        let enterprise = try caller.requireEnterprise()
        var problems = FieldProblems()
        let name = AddDepartment.name.checked(
            request.name,
            codes: .onboarding(of: AddDepartment.name, "onboarding.department-name-"),
            today: now(),
            into: &problems
        )
        if let parent = request.parentID, try await transaction.departmentName(parent, of: enterprise) == nil {
            problems.add("parentID", "onboarding.department-unknown")
        }
        try problems.check("onboarding.input")
        let id = DepartmentID.new()
        guard
            try await transaction.insertDepartment(id, of: enterprise, name: name, parent: request.parentID, now: now())
        else {
            throw Refusal.invalid("onboarding.input", fields: ["name": "onboarding.department-exists"])
        }
        return DepartmentView(id: id, name: name, parentID: request.parentID, employees: 0)
    }

    /// Counts for the employer's home page.
    func summarize(
        _ request: GetOnboardingSummary,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> GetOnboardingSummary.Reply {
        let counts = try await transaction.rosterCounts(of: try caller.requireEnterprise())
        return GetOnboardingSummary.Reply(
            pendingReview: counts.submissions(.pendingReview),
            unassigned: counts.employees(in: nil),
            employees: counts.employees,
            joinedHalfYear: counts.joined(since: now().addingTimeInterval(-182 * 86_400)),
            submissions: counts.submissions
        )
    }
}

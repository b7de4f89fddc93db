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
        let summary = try await transaction.summary(of: enterprise, halfYearAgo: halfYearAgo)
        return ListDepartments.Reply(
            departments: try await transaction.departments(of: enterprise),
            unassigned: summary.unassigned
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
        try await transaction.summary(of: try caller.requireEnterprise(), halfYearAgo: halfYearAgo)
    }

    private var halfYearAgo: Date { now().addingTimeInterval(-182 * 86_400) }
}

import Foundation
import Identifiers
import Messages
import Web

/// 发起签署 2: name of the contract and who signs.
struct LaunchPartiesStep: Sendable {
    struct Row: Sendable {
        let id: String
        let name: String
        let phone: String
        let department: String
        let checked: Bool
    }

    struct Model: Sendable {
        let launch = ["parties": true, "afterTemplate": true]
        let templateName: String
        let handler: ShownUser?
        let sealName: String
        let employees: [Row]
    }

    let pages: PageTemplates

    func page(
        _ visit: Visit,
        _ state: LaunchState,
        _ template: TemplateView,
        _ form: FormState
    ) async throws -> Answer {
        async let seals = Signing.seals(visit)
        async let roster = Self.roster(visit)
        let chosen = Set(state.employeeIDs)
        let model = try await Model(
            templateName: template.name,
            handler: visit.session.map(ShownUser.init),
            sealName: seals.items.first?.name ?? "公章",
            employees: roster.map { employee in
                Row(
                    id: employee.id.description,
                    name: employee.name,
                    phone: employee.phoneMasked,
                    department: employee.departmentName ?? "未分配",
                    checked: chosen.contains(employee.id)
                )
            }
        )
        return try await pages.answer(
            "launch-parties",
            model,
            title: "发起签署",
            for: visit,
            nav: .contracts,
            form: form,
            carry: try SealedCarry.seal(state, for: LaunchState.purpose, visit)
        )
    }

    /// What Contracts would say later is said here, where it can be mended.
    static func check(_ state: LaunchState) throws(Refusal) {
        var problems = FieldProblems()
        _ = ContractName.check(state.name, into: &problems)
        if state.employeeIDs.isEmpty { problems.add("employeeIDs", "contracts.employees-required") }
        try problems.check("contracts.input")
    }

    /// Everybody who works there now, as far as one page can show.
    static func roster(_ visit: Visit) async throws -> [EmployeeItem] {
        var found: [EmployeeItem] = []
        var cursor: String?
        repeat {
            let input = EmployeesInput(status: .active, page: PageRequest(cursor: cursor, limit: 100))
            let part = try await Onboarding.employees(input, visit)
            found += part.items
            cursor = part.next
        } while cursor != nil && found.count < 1_000
        return found
    }
}

import Foundation
import HTTPTypes
import Identifiers
import Messages
import Web

/// 员工花名册.
struct EmployeesPage: Sendable {
    struct Row: Sendable {
        let number: Int
        let name: String
        let phone: String
        let department: String
        let tag: Tag
        let joinedAt: String

        init(_ employee: EmployeeItem, number: Int) {
            self.number = number
            name = employee.name
            phone = employee.phoneMasked
            department = employee.departmentName ?? "未分配"
            tag = Tag(employee.status)
            joinedAt = Shown.minute(employee.joinedAt)
        }
    }

    struct DepartmentChoice: Sendable {
        let id: String
        let name: String
        let selected: Bool
        let people: Int
    }

    struct Model: Sendable {
        let subnav = ["roster": true]
        let statuses: [ControlChoice]
        let departments: [DepartmentChoice]
        let filter: [String: String]
        let employees: [Row]
        let pager: Pager?
    }

    /// Stands for those in no department.
    private static let unassigned = "none"

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        do {
            return try await page(visit, try await roster(visit), flash: nil)
        } catch let refusal as Refusal where refusal.kind == .invalid {
            if let firstPage = visit.firstPage(after: refusal.fields) { return firstPage }
            let sentence = visit.wording.fields(of: refusal).values.first ?? visit.wording.sentence(refusal.code)
            var answer = try await page(visit, List([]), flash: .bad(sentence))
            answer.status = .unprocessableContent
            return answer
        }
    }

    private func roster(_ visit: Visit) async throws -> List<EmployeeItem, NoExtra> {
        guard visit.asked("departmentID") == Self.unassigned else {
            return try await Onboarding.employees(visit.readQuery(), visit)
        }
        var input: EmployeesInput = try visit.readQuery(without: "departmentID")
        input.unassigned = true
        return try await Onboarding.employees(input, visit)
    }

    private func page(_ visit: Visit, _ roster: List<EmployeeItem, NoExtra>, flash: Flash?) async throws -> Answer {
        let departments = try await Onboarding.departments(visit)
        let chosen = visit.asked("departmentID")
        let status = visit.asked("status")
        let filter = ["name": visit.asked("name") ?? "", "phone": visit.asked("phone") ?? ""]
        // Cursors do not count; the numbers begin anew on every part of the list.
        let model = Model(
            statuses: EmployeeStatus.allCases.map {
                ControlChoice(value: $0.rawValue, label: Tag($0).text, selected: $0.rawValue == status)
            },
            departments: Self.choices(departments, chosen: chosen),
            filter: filter,
            employees: roster.items.enumerated().map { Row($0.element, number: $0.offset + 1) },
            pager: Pager(
                visit,
                next: roster.next,
                keeping: [
                    ("status", status), ("departmentID", chosen), ("name", filter["name"]), ("phone", filter["phone"]),
                ]
            )
        )
        return try await pages.answer(
            "employees",
            model,
            title: "员工花名册",
            for: visit,
            nav: .employees,
            flash: flash
        )
    }

    private static func choices(_ list: DepartmentList, chosen: String?) -> [DepartmentChoice] {
        let none = DepartmentChoice(
            id: unassigned,
            name: "未分配",
            selected: chosen == unassigned,
            people: list.unassigned
        )
        return [none]
            + list.items.map {
                DepartmentChoice(
                    id: $0.id.description,
                    name: $0.name,
                    selected: $0.id.description == chosen,
                    people: $0.employees
                )
            }
    }
}

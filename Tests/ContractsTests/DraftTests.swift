import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Contracts

struct `Drafting contracts` {
    @Test func `makes one for each employee with a number of its own`() async throws {
        let world = try await World()
        let first = try await world.employ(FictionalPerson("测试甲"))
        let second = try await world.employ(FictionalPerson("测试丁"))
        let drafts = try await world.draft(
            [second, first],
            name: " 劳动合同 ",
            perEmployee: [first.description: ["monthlyWage": "7000"]]
        )
        #expect(drafts.map(\.employeeName) == ["测试丁", "测试甲"])
        #expect(drafts.map(\.name) == ["劳动合同", "劳动合同"])
        #expect(drafts.allSatisfy { $0.status == .draft })
        let items = try await world.list().page.items
        #expect(Set(items.map(\.number)).count == 2)
        #expect(items.allSatisfy { $0.number.wholeMatch(of: /HT-2026-[0-9]{6,}/) != nil })
        #expect(items.map(\.id) == drafts.map(\.id).reversed())
        #expect(try await !world.bench.text(of: "contracts").contains("研发工程师"))
    }

    @Test(
        arguments: [
            ("position", String(repeating: "长", count: 201), "field.too-long"),
            ("duties", String(repeating: "长", count: 2001), "field.too-long"),
            ("payday", "十五", "field.not-a-number"), ("monthlyWage", "6500.505", "field.not-money"),
            ("contractStart", "2026-13-01", "field.not-a-date"), ("workingHours", "night", "field.not-a-choice"),
            ("workplace", " ", "field.required"), ("noticeRead", "true", "field.unknown"),
            ("employeeName", "冒名者", "field.unknown"), ("contractEnd", "2026-11-30", "contracts.end-before-start"),
            ("probationEnd", "2030-01-01", "contracts.probation-outside"),
            ("position", "一\u{0}二", "field.characters"),
        ]
    )
    func `names a bad value at its field`(key: String, value: String, code: String) async throws {
        let world = try await World()
        let employee = try await world.employ(FictionalPerson())
        var values = World.values
        values[key] = value
        let found = try await refusal { [values] in try await world.draft([employee], values: values) }
        #expect(found?.fields["fields.\(key)"] == code)
        let own = try await refusal {
            try await world.draft([employee], perEmployee: [employee.description: [key: value]])
        }
        #expect(own?.fields["perEmployee.\(employee).\(key)"] == code)
        #expect(try await world.list().counts.all == 0)
    }

    @Test(
        arguments: [
            ("", "contracts.name-required"), (String(repeating: "长", count: 51), "contracts.name-too-long"),
            ("合同/1", "contracts.name-characters"), ("合\u{0}同", "contracts.name-characters"),
            (String(repeating: "👨‍👩‍👧", count: 11), "contracts.name-too-long"),
        ]
    )
    func `needs a good name`(name: String, code: String) async throws {
        let world = try await World()
        let employee = try await world.employ(FictionalPerson())
        #expect(try await refusal { try await world.draft([employee], name: name) }?.fields == ["name": code])
    }

    @Test func `takes a name of fifty characters`() async throws {
        let world = try await World()
        let employee = try await world.employ(FictionalPerson())
        let name = String(repeating: "长", count: 50)
        #expect(try await world.draft([employee], name: name).map(\.name) == [name])
    }

    @Test func `needs employees of the own enterprise, each once`() async throws {
        let world = try await World()
        let other = try await World()
        let mine = try await world.employ(FictionalPerson())
        let theirs = try await other.employ(FictionalPerson())
        func problem(_ employees: [EmployeeID]) async throws -> String? {
            try await refusal { try await world.draft(employees) }?.fields["employeeIDs"]
        }
        #expect(try await problem([]) == "contracts.employees-required")
        #expect(try await problem([mine, mine]) == "contracts.employees-twice")
        #expect(try await problem([mine, theirs]) == "contracts.employee-unknown")
        let many = (0...200).map { _ in EmployeeID.new() }
        #expect(try await problem(many) == "contracts.employees-too-many")
        let stray = try await refusal {
            try await world.draft([mine], perEmployee: [theirs.description: ["position": "x"]])
        }
        #expect(stray?.fields == ["perEmployee.\(theirs)": "contracts.employee-unknown"])
    }

    @Test func `names everything that is wrong at once`() async throws {
        let world = try await World()
        let mine = try await world.employ(FictionalPerson())
        var values = World.values
        values["payday"] = "十五"
        values["contractEnd"] = "2026-11-30"
        let typed = values
        func fields(
            _ employees: [EmployeeID],
            perEmployee: [String: [String: String]] = [:],
            template: TemplateID? = nil
        ) async throws -> [String: String]? {
            try await refusal {
                try await world.draft(
                    employees,
                    name: "",
                    values: typed,
                    perEmployee: perEmployee,
                    template: template
                )
            }?.fields
        }
        let common = [
            "name": "contracts.name-required", "fields.payday": "field.not-a-number",
            "fields.contractEnd": "contracts.end-before-start",
            // The probation ends after the wrong end.
            "fields.probationEnd": "contracts.probation-outside",
        ]
        func with(_ employees: String) -> [String: String] {
            common.merging(["employeeIDs": employees]) { first, _ in first }
        }
        let many = (0...200).map { _ in EmployeeID.new() }
        #expect(try await fields([]) == with("contracts.employees-required"))
        #expect(try await fields(many) == with("contracts.employees-too-many"))
        #expect(try await fields([mine, mine]) == with("contracts.employees-twice"))
        #expect(try await fields([mine, .new()]) == with("contracts.employee-unknown"))
        let own = [EmployeeID.new().description: ["position": "研发工程师"]]
        #expect(try await fields(many, perEmployee: own) == with("contracts.employees-too-many"))
        #expect(
            try await fields([], template: .new()) == [
                "name": "contracts.name-required", "employeeIDs": "contracts.employees-required",
                "templateID": "contracts.template-unknown",
            ]
        )
        #expect(try await world.list().counts.all == 0)
    }

    @Test func `needs a known template and a verified enterprise`() async throws {
        let world = try await World()
        let employee = try await world.employ(FictionalPerson())
        let unknown = try await refusal { try await world.draft([employee], template: .new()) }
        #expect(unknown?.fields == ["templateID": "contracts.template-unknown"])
        let worker = FictionalPerson().asWorker(world.bench.keys)
        #expect(try await refusal { try await world.draft([employee], as: worker) }?.kind == .forbidden)
    }
}

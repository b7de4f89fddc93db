import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

struct `The roster` {
    @Test func `is searched by name, phone, department and state`() async throws {
        let world = try await World()
        let first = FictionalPerson("测试甲")
        let second = FictionalPerson("示例丁")
        let department = try await world.addDepartment("研发部")
        let one = try await world.approve(world.submission(of: first), into: department.id)
        let two = try await world.approve(world.submission(of: second))
        func ids(_ request: ListEmployees) async throws -> [EmployeeID] {
            try await world.employees(request).items.map(\.id)
        }
        let page = PageRequest()
        #expect(try await ids(ListEmployees(page: page)) == [two, one])
        #expect(try await ids(ListEmployees(name: "测试", page: page)) == [one])
        #expect(try await ids(ListEmployees(phoneIndex: second.phoneIndex(world.bench.keys), page: page)) == [two])
        #expect(try await ids(ListEmployees(phoneTail: String(first.phone.suffix(4)), page: page)) == [one])
        #expect(try await ids(ListEmployees(departmentID: department.id, page: page)) == [one])
        #expect(try await ids(ListEmployees(isUnassigned: true, page: page)) == [two])
        #expect(try await ids(ListEmployees(status: .left, page: page)).isEmpty)
        #expect(try await ids(ListEmployees(status: .active, page: PageRequest(limit: 1))) == [two])
        let part = try await world.employees(ListEmployees(status: .active, page: PageRequest(limit: 1)))
        let rest = PageRequest(cursor: part.next, limit: 1)
        #expect(try await ids(ListEmployees(status: .active, page: rest)) == [one])
        let other = try await World()
        #expect(try await world.employees(ListEmployees(page: page), as: other.employer).items.isEmpty)
    }

    @Test(arguments: ["%", "_", "\\", "测_甲", "%' OR true --"])
    func `takes wildcards in a filter as text`(text: String) async throws {
        let world = try await World()
        _ = try await world.approve(world.submission(of: FictionalPerson("测试甲")))
        #expect(try await world.employees(ListEmployees(name: text, page: PageRequest())).items.isEmpty)
        #expect(try await world.employees(ListEmployees(phoneTail: text, page: PageRequest())).items.isEmpty)
    }

    @Test func `finds a name that holds a wildcard`() async throws {
        let world = try await World()
        let id = try await world.approve(world.submission(of: FictionalPerson("测_试%甲\\")))
        for text in ["_", "%", "\\"] {
            let found = try await world.employees(ListEmployees(name: text, page: PageRequest()))
            #expect(found.items.map(\.id) == [id])
        }
    }

    @Test func `answers a filter with a control character with nothing`() async throws {
        let world = try await World()
        _ = try await world.approve(world.submission(of: FictionalPerson()))
        #expect(try await world.employees(ListEmployees(name: "\u{0}", page: PageRequest())).items.isEmpty)
    }

    @Test func `masks the numbers`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        _ = try await world.approve(world.submission(of: person))
        let item = try #require(await world.employees(ListEmployees(page: PageRequest())).items.first)
        #expect(item.phoneMasked == Masks.phone(person.phone))
        #expect(item.idNumberMasked == Masks.idNumber(person.idNumber))
        #expect(try await !world.bench.text(of: "employees").contains(person.phone))
    }
}

struct `Departments` {
    @Test func `count who works there and who works nowhere`() async throws {
        let world = try await World()
        let department = try await world.addDepartment("研发部")
        let team = try await world.addDepartment("一组", under: department.id)
        _ = try await world.approve(world.submission(of: FictionalPerson()), into: team.id)
        _ = try await world.approve(world.submission(of: FictionalPerson("测试丁")))
        _ = try await world.submission(of: FictionalPerson("测试戊"))
        let found = try await world.bench.ask(
            ListDepartments(),
            as: world.employer,
            use: world.service.listDepartments
        )
        #expect(found.departments.map(\.name) == ["研发部", "一组"])
        #expect(found.departments.map(\.employees) == [0, 1])
        #expect(found.departments.map(\.parentID) == [nil, department.id])
        #expect(found.unassigned == 1)
        let summary = try await world.bench.ask(
            GetOnboardingSummary(),
            as: world.employer,
            use: world.service.summarize
        )
        #expect(
            summary
                == GetOnboardingSummary.Reply(
                    pendingReview: 1,
                    unassigned: 1,
                    employees: 2,
                    joinedHalfYear: 2,
                    submissions: 3
                )
        )
    }

    @Test func `have one name under one parent`() async throws {
        let world = try await World()
        let department = try await world.addDepartment("研发部")
        let twice = try await refusal { try await world.addDepartment(" 研发部 ") }
        #expect(twice?.fields == ["name": "onboarding.department-exists"])
        _ = try await world.addDepartment("研发部", under: department.id)
        let other = try await World()
        _ = try await other.addDepartment("研发部")
    }

    @Test func `need a good name and a parent of the same enterprise`() async throws {
        let world = try await World()
        let other = try await World()
        let theirs = try await other.addDepartment("研发部")
        let found = try await refusal { try await world.addDepartment("", under: theirs.id) }
        #expect(
            found?.fields == [
                "name": "onboarding.department-name-required", "parentID": "onboarding.department-unknown",
            ]
        )
        let long = try await refusal { try await world.addDepartment(String(repeating: "长", count: 51)) }
        #expect(long?.fields == ["name": "onboarding.department-name-too-long"])
        let control = try await refusal { try await world.addDepartment("研\u{0}发") }
        #expect(control?.fields == ["name": "field.characters"])
    }
}

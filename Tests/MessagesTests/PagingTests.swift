import Foundation
import Identifiers
import Messages
import Testing

struct `A page of a list` {
    private let ids = (1...3).map { _ in DepartmentID.new() }

    @Test func `tells the next cursor only when more follow`() throws {
        let request = ListSubmissions(page: PageRequest(limit: 2))
        let full = Page(cutting: ids, to: request) { $0 }
        #expect(full.items == Array(ids.prefix(2)))
        #expect(full.next != nil)
        let next = PageRequest(cursor: full.next, limit: 2)
        #expect(try next.before(in: ListSubmissions.self) == ids[1].uuid)
        #expect(Page(cutting: Array(ids.prefix(2)), to: request) { $0 } == Page(items: Array(ids.prefix(2))))
        #expect(Page(cutting: [DepartmentID](), to: request) { $0 } == Page(items: []))
    }

    @Test func `holds from 1 to 100 items`() {
        #expect(
            [-5, 0, 1, 20, 100, 101, Int.max].map { PageRequest(limit: $0).count } == [1, 1, 1, 20, 100, 100, 100]
        )
    }

    @Test(arguments: ["x'; DROP TABLE", "", "AAAA", "0198c0de-0000-7000-8000-000000000001", "长"])
    func `is refused where its cursor is nobody's`(cursor: String) {
        let refusal = #expect(throws: Refusal.self) {
            try PageRequest(cursor: cursor).before(in: ListSubmissions.self)
        }
        #expect(refusal?.kind == .invalid)
        #expect(refusal?.fields == ["cursor": "input.cursor"])
    }

    @Test func `is refused where its cursor is another list's`() throws {
        let page = Page(cutting: ids, to: ListEmployees(page: PageRequest(limit: 1))) { $0 }
        let cursor = try #require(page.next)
        #expect(try PageRequest(cursor: cursor).before(in: ListEmployees.self) == ids[0].uuid)
        #expect(throws: Refusal.self) { try PageRequest(cursor: cursor).before(in: ListContracts.self) }
        #expect(throws: Refusal.self) { try PageRequest(cursor: cursor + "A").before(in: ListEmployees.self) }
    }

    @Test func `begins at the newest without a cursor`() throws {
        #expect(try PageRequest().before(in: ListEmployees.self) == nil)
    }
}

struct `What is wrong with a form` {
    @Test func `is told for each field, the first problem first`() {
        var problems = FieldProblems()
        #expect(throws: Never.self) { try problems.check("x.input") }
        problems.add("name", "name-required")
        problems.add("name", "name-malformed")
        problems.add("phone", "phone-malformed")
        #expect(
            throws: Refusal.invalid("x.input", fields: ["name": "name-required", "phone": "phone-malformed"])
        ) { try problems.check("x.input") }
    }
}

import Foundation
import Messages
import Testing

struct `A page of a list` {
    @Test func `tells the next cursor only when more follow`() {
        let request = PageRequest(limit: 2)
        let full = Page(cutting: ["c", "b", "a"], to: request) { "after-\($0)" }
        #expect(full == Page(items: ["c", "b"], next: "after-b"))
        #expect(Page(cutting: ["c", "b"], to: request) { $0 } == Page(items: ["c", "b"]))
        #expect(Page(cutting: [String](), to: request) { $0 } == Page(items: []))
    }

    @Test func `holds from 1 to 100 items`() {
        #expect(
            [-5, 0, 1, 20, 100, 101, Int.max].map { PageRequest(limit: $0).count } == [1, 1, 1, 20, 100, 100, 100]
        )
    }

    @Test func `begins at the newest when its cursor is no identifier`() {
        #expect(PageRequest(cursor: "x'; DROP TABLE").before == nil)
        #expect(PageRequest().before == nil)
        let id = UUID()
        #expect(PageRequest(cursor: id.uuidString).before == id)
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

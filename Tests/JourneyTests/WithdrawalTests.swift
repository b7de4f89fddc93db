import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Taking a contract back` {
    @Test func `ends it for the worker, and the same contract launched again is signed by both`() async throws {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        let drafted = try await employer.draft(template, for: [employee.id], name: "撤回后重新发起的劳动合同")
        let draft = try #require(drafted.first)
        try await employer.launch(draft.id)
        try await employee.worker.awaitTurn(draft)

        let early = try await employer.command(.post, "contracts/\(draft.id)/urge")
        expectRefusal(early, 409, "contracts.urge-too-early")
        let urgeableAt = try await employer.contract(draft.id)["urgeableAt"].text
        #expect(early.json["retryAt"].text == urgeableAt)
        #expect(early.json["retryAt"].text != nil)
        expectRefusal(
            try await employer.command(.post, "contracts/\(draft.id)/relaunch"),
            409,
            "contracts.not-to-relaunch"
        )

        expectRefusal(
            try await employee.worker.command(.post, "contracts/\(draft.id)/withdrawal"),
            403,
            "signing.not-yours-to-withdraw"
        )
        let withdrawn = try await employer.command(.post, "contracts/\(draft.id)/withdrawal").require(200)
        #expect(try withdrawn.text("status") == "withdrawn")
        try await employee.worker.awaitStatus("withdrawn", of: draft.id)
        _ = try await employer.platform.inbox.next(
            to: employee.worker.person.phone,
            containing: "已撤回《\(draft.name)》",
            after: 0
        )
        expectRefusal(
            try await employee.worker.command(.post, "contracts/\(draft.id)/willingness", ["method": "sms"]),
            409,
            "signing.not-open"
        )
        #expect(try await employee.worker.contracts(in: "mine").contains(draft.id) == false)

        let again = try await employer.command(.post, "contracts/\(draft.id)/relaunch").require(200)
        let copy = Draft(
            id: try again.text("id"),
            name: try again.text("name"),
            employeeID: try again.text("employeeID")
        )
        #expect(copy.id != draft.id && copy.name == draft.name)
        #expect(try again.text("status") == "draft")
        try await employer.launch(copy.id)
        try await employee.worker.awaitTurn(copy)
        #expect(try await employee.worker.sign(copy, of: template) == "signing")
        #expect(try await employer.sign(copy, of: template) == "completed")
        try await employee.worker.awaitStatus("completed", of: copy.id)
    }
}

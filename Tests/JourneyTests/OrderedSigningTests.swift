import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Signing in a fixed order` {
    @Test func `the employer waits until the worker has signed`() async throws {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        let drafted = try await employer.draft(template, for: [employee.id], name: "顺序签署的劳动合同", ordered: true)
        let draft = try #require(drafted.first)
        try await employer.launch(draft.id)
        try await employee.worker.awaitTurn(draft)

        expectRefusal(
            try await employer.command(.post, "contracts/\(draft.id)/willingness", ["method": "sms"]),
            409,
            "signing.not-your-turn"
        )
        #expect(try await employer.contracts(in: "others").contains(draft.id))
        let told = try await employer.platform.inbox.messages(to: employer.person.phone, containing: draft.id)
        #expect(told.isEmpty, "the employer is not told before it is their turn")

        #expect(try await employee.worker.sign(draft, of: template) == "signing")
        try await employer.awaitTurn(draft)
        #expect(try await employer.sign(draft, of: template) == "completed")
        try await employee.worker.awaitStatus("completed", of: draft.id)
    }
}

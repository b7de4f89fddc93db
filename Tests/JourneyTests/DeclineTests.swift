import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Declining to sign` {
    @Test(arguments: [false, true])
    func `ends the contract for both sides also after the worker had signed, and it can be launched anew`(
        byWorker: Bool
    ) async throws {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        let name = byWorker ? "本人拒签的劳动合同" : "单位拒签的劳动合同"
        let draft = try #require(try await employer.draft(template, for: [employee.id], name: name).first)
        try await employer.launch(draft.id)
        try await employee.worker.awaitTurn(draft)
        #expect(try await employee.worker.sign(draft, of: template) == "signing")

        let decliner: any Participant = byWorker ? employee.worker : employer
        let path = "contracts/\(draft.id)/decline"
        let empty = try await decliner.command(.post, path, ["reason": " "])
        expectRefusal(empty, 422, "signing.input")
        let declined = try await decliner.command(.post, path, ["reason": "岗位与约定不符"]).require(200)
        #expect(try declined.text("status") == "declined")
        try await employee.worker.awaitStatus("declined", of: draft.id)
        let seen = try await employer.contract(draft.id)
        #expect(seen["declinedBecause"].text == "岗位与约定不符")
        expectRefusal(try await decliner.command(.post, path, ["reason": "再一次"]), 409, "signing.not-open")
        #expect(try await employee.worker.contracts(in: "mine").contains(draft.id) == false)

        let again = try await employer.command(.post, "contracts/\(draft.id)/relaunch").require(200)
        #expect(try again.text("status") == "draft")
    }
}

import JourneyDriver
import Testing

/// Every journey asks the Gateways in turns; here is counted whether the one knows at once what the other has confirmed.
@Suite(.needsPlatform, .serialized)
struct `Through two Gateways in turns` {
    @Test func `a service that is asked knows what another has just confirmed`() async throws {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        #expect(employer.platform.addresses.count == 2)
        let answers = try await withThrowingTaskGroup(of: [String].self) { tasks in
            for browser in 1...4 {
                tasks.addTask {
                    var answers: [String] = []
                    for turn in 1...8 {
                        let name = "两个入口的合同\(browser)-\(turn)"
                        let drafted = try await employer.draft(template, for: [employee.id], name: name, ordered: true)
                        let draft = try #require(drafted.first)
                        try await employer.launch(draft.id)
                        // Contracts has launched it; whose turn it is only Signing can say, which heard of it as an event.
                        let answer = try await employer.command(
                            .post,
                            "contracts/\(draft.id)/willingness",
                            ["method": "sms"]
                        )
                        answers.append("\(answer.status) \(answer.code ?? "")")
                    }
                    return answers
                }
            }
            return try await tasks.reduce(into: []) { $0 += $1 }
        }
        #expect(answers == Array(repeating: "409 signing.not-your-turn", count: 32))
    }
}

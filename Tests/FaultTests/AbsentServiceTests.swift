import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `A command while its service is away` {
    @Test func `is answered with an operation that succeeds later, once for all repeats`() async throws {
        let stack = try await Theatre.shared.stack()
        let employer = try await Theatre.shared.employer()
        let worker = Theatre.shared.person()
        stack.platform.note(worker)
        let key = Platform.newKey()
        @Sendable func invite() async throws -> Answer {
            try await stack.platform.send(
                .post,
                "invitations",
                ["name": .string(worker.name), "phone": .string(worker.phone)],
                as: employer.token,
                key: key
            )
        }
        let operations = try await ServiceProcess("onboarding", of: stack).keptDown {
            var operations: [String] = []
            for _ in 1...2 {
                let answer = try await invite().require(202)
                operations.append(answer.operation ?? "")
                #expect(answer.json["status"].text == "pending")
            }
            return operations
        }
        #expect(Set(operations).count == 1)
        let operation = try #require(operations.first)

        let state = try await poll(within: Theatre.patience, every: .milliseconds(500)) {
            () async throws -> JSONValue? in
            let state = try await stack.platform.get(operation, as: employer.token).require(200).json
            return state["status"].text == "pending" ? nil : state
        }
        #expect(state?["status"].text == "done")
        let repeated = try await invite().require(201)
        #expect(try repeated.text("id") == state?["result"]["id"].text)
        _ = try await stack.platform.inbox.next(to: worker.phone, containing: "邀请您", after: 0)
        try await stack.awaitQuiet()
        #expect(try await stack.platform.inbox.messages(to: worker.phone).count == 1)
    }
}

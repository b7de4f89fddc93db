import Messages
import Messaging
import Synchronization
import Testing

@Suite struct `A query whose answer is work` {
    @Test func `keeps no other waiting, and is refused at once where too many are`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let gateway = try await SampleGateway(broker)
        try await service.startAll()
        service.handlers.isShut.withLock { $0 = true }
        let client = gateway.client
        let answers = try await withThrowingTaskGroup(of: String.self) { tasks in
            for _ in 0..<70 {
                tasks.addTask {
                    do {
                        let reply = try await client.ask(DrawEntry(), as: .anonymous, deadline: .seconds(60))
                        return "\(reply.entries)"
                    } catch let refusal as Refusal { return refusal.code }
                }
            }
            var answers: [String] = []
            for _ in 0..<6 { answers.append(try await tasks.next() ?? "") }
            // Sixty-four are under way, eight times as many as there are workers.
            #expect(answers == Array(repeating: "messaging.busy", count: 6))
            let count = try await client.ask(CountEntries(key: "none"), as: .anonymous, deadline: .seconds(60))
            #expect(count.count == 0)
            service.handlers.isShut.withLock { $0 = false }
            for try await answer in tasks { answers.append(answer) }
            return answers
        }
        #expect(answers.filter { $0 == "0" }.count == 64)
        let refusal = await #expect(throws: Refusal.self) {
            try await client.ask(DrawEntry(isRefused: true), as: .anonymous, deadline: .seconds(60))
        }
        #expect(refusal?.code == "contracts.test-refused")
        try await gateway.close()
        try await service.close()
    }
}

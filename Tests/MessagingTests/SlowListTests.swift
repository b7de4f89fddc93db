import Messages
import Messaging
import Operations
import Postgres
import Synchronization
import TestSupport
import Testing

/// What one instance answers, which waits with every list called "slow" while it is shut.
private final class Shelf: Sendable {
    let isShut = Mutex(false)
    let answered = Mutex(0)
    let waiting = Mutex(0)

    var routes: MessageRoutes {
        MessageRoutes(service: .contracts)
            .query(CountEntries.self) { [self] query, _, transaction in
                if query.key == "slow" {
                    waiting.withLock { $0 += 1 }
                    while isShut.withLock({ $0 }) { _ = try await transaction.one("SELECT pg_sleep(0.01)") }
                }
                answered.withLock { $0 += 1 }
                return CountEntries.Reply(count: 0, scope: "", enterprise: "")
            }
    }
}

@Suite struct `A slow list` {
    @Test func `does not hold up a fast one`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let shelf = Shelf()
        service.start([service.listener(.queries, shelf.routes)])
        let client = try await SampleGateway(broker)
        try await eventually("the service is ready") { service.health.isReady }
        shelf.isShut.withLock { $0 = true }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<7 { tasks.addTask { _ = try await Self.ask(client, "slow") } }
            try await eventually("seven are under way") { shelf.waiting.withLock { $0 } == 7 }
            for _ in 0..<50 { _ = try await Self.ask(client, "fast") }
            #expect(shelf.answered.withLock { $0 } == 50)
            shelf.isShut.withLock { $0 = false }
            try await tasks.waitForAll()
        }
        try await client.close()
        try await service.close()
    }

    @Test func `on one instance leaves the lists to the other, and both share them else`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let shelves = [Shelf(), Shelf()]
        service.start(shelves.map { service.listener(.queries, $0.routes) })
        let client = try await SampleGateway(broker)
        try await eventually("the service is ready") { service.health.isReady }
        // Both have partitions only when the second one's joining is over.
        try await eventually("both answer") {
            _ = try await Self.ask(client, "fast")
            return shelves.allSatisfy { $0.answered.withLock { $0 } > 0 }
        }
        let before = shelves.map { $0.answered.withLock { $0 } }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<200 { tasks.addTask { _ = try await Self.ask(client, "fast") } }
            try await tasks.waitForAll()
        }
        let shares = zip(shelves, before).map { shelf, before in shelf.answered.withLock { $0 } - before }
        #expect(shares.reduce(0, +) == 200)
        // Twelve partitions, six each, and a random one for each question.
        #expect(shares.allSatisfy { $0 > 40 }, "\(shares)")
        try await client.close()
        try await service.close()
    }

    private static func ask(_ gateway: SampleGateway, _ key: String) async throws -> CountEntries.Reply {
        try await gateway.client.ask(CountEntries(key: key), as: .anonymous, deadline: .seconds(60))
    }
}

import Identifiers
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

/// What one instance answers to two tenants: the large one's lists wait until they are let go, one after the other.
private final class TwoTenants: Sendable {
    struct Counts {
        var begun = 0
        var answered = 0
        /// So many may go, in the order in which they began.
        var passes = 0
    }

    let large = Caller(enterpriseID: .new())
    let small = Caller(enterpriseID: .new())
    /// Of the large one's lists.
    let counts = Mutex(Counts())

    var routes: MessageRoutes {
        MessageRoutes(service: .contracts)
            .query(CountEntries.self) { [self] _, caller, transaction in
                if caller == large {
                    let turn = counts.withLock { counts in
                        counts.begun += 1
                        return counts.begun
                    }
                    while counts.withLock({ $0.passes < turn }) {
                        _ = try await transaction.one("SELECT pg_sleep(0.01)")
                    }
                    counts.withLock { $0.answered += 1 }
                }
                let row = try await transaction.one(
                    """
                    SELECT count(*) AS n, current_setting('app.enterprise_id') AS enterprise
                    FROM entries WHERE key = current_setting('app.enterprise_id')
                    """
                )
                guard let row else { throw TestFailure() }
                return CountEntries.Reply(count: try row.get("n"), scope: "", enterprise: try row.get("enterprise"))
            }
    }

    func fill(_ service: SampleService) async throws {
        for (tenant, rows) in [(large, 10_000), (small, 10)] {
            try await service.database.database.execute(
                """
                INSERT INTO entries (key, text) SELECT \(tenant.enterpriseID?.description ?? ""), 'row ' || n
                FROM generate_series(1, \(rows)::integer) AS n
                """
            )
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

    @Test func `of a large tenant, asked for over and over, leaves a neighbour's lists whole and ahead`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let tenants = TwoTenants()
        try await tenants.fill(service)
        service.start([service.listener(.queries, tenants.routes)])
        let gateway = try await SampleGateway(broker)
        try await eventually("the service is ready") { service.health.isReady }
        // More than the service has workers; half of those are as many as one tenant gets.
        let (browsers, most) = (12, 4)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            // However this ends, they end too.
            defer { tenants.counts.withLock { $0.passes = .max } }
            for _ in 0..<browsers {
                tasks.addTask {
                    while tenants.counts.withLock({ $0.passes < .max }) {
                        let list = try await Self.ask(gateway, "all", as: tenants.large)
                        #expect(list.count == 10_000)
                    }
                }
            }
            for turn in 0..<20 {
                try await eventually("as many as may wait", within: .seconds(20)) {
                    tenants.counts.withLock { $0.begun } == most + turn
                }
                let list = try await Self.ask(gateway, "all", as: tenants.small, within: .seconds(20))
                #expect(list.count == 10 && list.enterprise == tenants.small.enterpriseID?.description)
                // So none of them was waited for.
                #expect(tenants.counts.withLock { $0.answered } == turn)
                tenants.counts.withLock { $0.passes += 1 }
            }
            tenants.counts.withLock { $0.passes = .max }
            try await tasks.waitForAll()
        }
        try await gateway.close()
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

    private static func ask(
        _ gateway: SampleGateway,
        _ key: String,
        as caller: Caller = .anonymous,
        within deadline: Duration = .seconds(60)
    ) async throws -> CountEntries.Reply {
        try await gateway.client.ask(CountEntries(key: key), as: caller, deadline: deadline)
    }
}

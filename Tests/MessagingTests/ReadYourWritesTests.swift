import Foundation
import Identifiers
import Kafka
import Messages
import Operations
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Messaging

/// Asks another service than the one that announced.
struct CountHeard: Query {
    static let type = "signing.test-heard.v1"

    struct Reply: Codable, Sendable, Equatable {
        var count: Int
    }

    var key: String
}

/// A service that keeps a copy of what `contracts` announces, in two instances, and is slow about some of it.
private struct Hearer {
    let service: SampleService
    let isDeaf = Switch()

    final class Switch: Sendable {
        private let state = Mutex(false)
        var isOn: Bool { state.withLock { $0 } }
        func turn(_ on: Bool) { state.withLock { $0 = on } }
    }

    init(_ broker: TestBroker) async throws {
        service = try await SampleService(broker, schema: "signing", source: "signing")
    }

    var routes: MessageRoutes {
        let isDeaf = isDeaf
        return MessageRoutes(service: .signing)
            .event(EntryAdded.self) { event, transaction in
                while isDeaf.isOn { try await Task.sleep(for: .milliseconds(10)) }
                if event.text.hasSuffix("0") { _ = try await transaction.one("SELECT pg_sleep(0.05)") }
                try await transaction.execute("INSERT INTO entries (key, text) VALUES (\(event.key), \(event.text))")
            }
            .query(CountHeard.self) { query, _, transaction in
                let row = try await transaction.one("SELECT count(*) AS n FROM entries WHERE key = \(query.key)")
                return CountHeard.Reply(count: try row?.get("n") ?? -1)
            }
    }

    /// What one instance has heard the other must ask the inbox for.
    func start(queries limits: MessageListener.Limits? = nil) async throws {
        let other = MessagingContext(source: "signing", keys: try makeKeys())
        service.start([
            service.listener(.events, routes), service.listener(.queries, routes, limits: limits),
            service.listener(.events, routes, in: other), service.listener(.queries, routes, in: other, limits: limits),
        ])
        try await eventually("the hearer is ready") { service.health.isReady }
    }
}

@Suite struct `What one service confirmed` {
    @Test func `is known to the next request through another Gateway, of the same session or of who names it`()
        async throws
    {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let hearer = try await Hearer(broker)
        try await service.startAll()
        // However slow the machine is: that a request waits is what counts here, and for how long is counted below.
        try await hearer.start(queries: MessageListener.Limits(workers: 8, batch: 1, patience: 60))
        let gateways = [try await SampleGateway(broker), try await SampleGateway(broker, instance: 1)]
        try await eventually("the Gateways know of each other") { gateways.allSatisfy { $0.client.peers == 1 } }

        let behind = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for worker in 0..<20 {
                tasks.addTask {
                    var behind = 0
                    for turn in 0..<50 {
                        // Its own session reads a list; another one names what it has heard of from elsewhere.
                        let writer = Caller(accountID: .new(), sessionID: .new())
                        let reader = turn % 2 == 0 ? writer : Caller(accountID: .new(), sessionID: .new())
                        let key = UUID().uuidString.lowercased()
                        let (first, second) = (gateways[worker % 2], gateways[(worker + 1) % 2])
                        _ = try await first.client.ask(
                            AddEntry(key: key, text: "\(worker)-\(turn)"),
                            as: writer,
                            deadline: .seconds(60)
                        )
                        let reply = try await second.client.ask(
                            CountHeard(key: key),
                            as: reader,
                            deadline: .seconds(60)
                        )
                        if reply.count != 1 { behind += 1 }
                    }
                    return behind
                }
            }
            return try await tasks.reduce(0, +)
        }
        #expect(behind == 0, "of 1000 writes")
        for gateway in gateways { try await gateway.close() }
        try await hearer.service.close()
        try await service.close()
    }

    @Test func `holds up no request for long when a listener is behind, and none that it does not concern`()
        async throws
    {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let hearer = try await Hearer(broker)
        try await service.startAll()
        try await hearer.start()
        let gateway = try await SampleGateway(broker)
        let (writer, key) = (Caller(accountID: .new(), sessionID: .new()), UUID().uuidString.lowercased())
        hearer.isDeaf.turn(true)
        _ = try await gateway.client.ask(AddEntry(key: key, text: "late"), as: writer, deadline: .seconds(60))
        async let waiting = gateway.client.ask(CountHeard(key: key), as: writer, deadline: .seconds(60))
        let stranger = Caller(accountID: .new(), sessionID: .new())
        _ = try await gateway.client.ask(CountHeard(key: "other"), as: stranger, deadline: .seconds(60))
        #expect(hearer.service.counted("handled", CountHeard.type, listener: "signing.queries") == 1)
        // Its time is up while the listener still is behind: the answer is what is known.
        #expect(try await waiting.count == 0)
        hearer.isDeaf.turn(false)
        try await gateway.close()
        try await hearer.service.close()
        try await service.close()
    }

    @Test func `is named again to who repeats the request`() async throws {
        let world = try await World.shared()
        let (id, command) = (MessageID.new(), AddEntry(key: UUID().uuidString, text: "named"))
        let envelope = RequestClient.Envelope(
            service: .contracts,
            topic: ServiceName.contracts.commands,
            type: AddEntry.type,
            key: command.key,
            body: try WireCoding.encode(command)
        )
        var answers: [Answer] = []
        for _ in 1...2 {
            answers.append(
                try await world.gateway.client.send(envelope, .anonymous, id, nil, .seconds(60), .start())
            )
        }
        #expect(answers[0].announced.map(\.key) == [command.key])
        #expect(answers[0] == answers[1])
        let refused = AddEntry(key: command.key, text: "no", behaviour: .refuse)
        await #expect(throws: Refusal.self) { try await world.ask(refused) }
    }

    @Test func `is named among very many of one moment where the request names it itself`() {
        let recent = RecentEvents()
        let session = SessionID.new()
        let events = (0..<500).map { _ in
            AnnouncedEvent(id: .new(), type: "contracts.launched.v1", key: UUID().uuidString.lowercased())
        }
        recent.remember(events, confirmedTo: session)
        for event in [events[0], events[250], events[499]] {
            let named = recent.concerning(.signing, Caller(sessionID: session), body: Data("\"\(event.key)\"".utf8))
            #expect(named.first == event)
            #expect(named.count == 101)
        }
        let newest = recent.concerning(.signing, Caller(sessionID: session), body: Data())
        #expect(newest == events.suffix(100).reversed())
    }

    @Test func `is forgotten in time, and named to each service once`() {
        let recent = RecentEvents()
        let (session, enterprise) = (SessionID.new(), EnterpriseID.new())
        let event = AnnouncedEvent(id: .new(), type: "contracts.launched.v1", key: UUID().uuidString.lowercased())
        let about = AnnouncedEvent(id: .new(), type: "identity.enterprise-verified.v1", key: enterprise.description)
        let start = ContinuousClock.now
        recent.remember([event], confirmedTo: session, now: start)
        recent.remember([about], confirmedTo: nil, now: start)
        func named(
            _ service: ServiceName,
            _ caller: Caller,
            _ body: String = "{}",
            after: Duration = .zero
        )
            -> Set<AnnouncedEvent>
        {
            Set(recent.concerning(service, caller, body: Data(body.utf8), now: start + after))
        }
        #expect(named(.signing, Caller(sessionID: session)) == [event])
        #expect(named(.signing, Caller(enterpriseID: enterprise)) == [about])
        #expect(named(.signing, .anonymous, #"{"contractID":"\#(event.key.uppercased())"}"#) == [event])
        #expect(named(.signing, Caller(sessionID: .new())).isEmpty)
        // Onboarding does not hear of contracts.
        #expect(named(.onboarding, Caller(sessionID: session)).isEmpty)
        #expect(named(.signing, Caller(sessionID: session), after: RecentEvents.lifetime).isEmpty)
        recent.heard([event], by: .signing)
        #expect(named(.signing, Caller(sessionID: session)).isEmpty)
        #expect(named(.notifier, Caller(sessionID: session)) == [event])
    }
}

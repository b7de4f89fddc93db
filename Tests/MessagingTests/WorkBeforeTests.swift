import Failures
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct `A command with work before its transaction` {
    @Test func `is done once, however often it is sent`() async throws {
        let world = try await World.shared()
        let (id, command) = (MessageID.new(), WorkEntry(key: "work", text: UUID().uuidString))
        let first = try await world.ask(command, id: id)
        let second = try await world.ask(command, id: id)
        #expect(first == second)
        #expect(world.service.handlers.times(command.text) == 1)
        #expect(try await Self.entries(command.text, world) == 1)
    }

    @Test func `is worked on again when the state has changed meanwhile, and leaves nothing of what was in vain`()
        async throws
    {
        let world = try await World.shared()
        let twice = WorkEntry(key: "vain", text: UUID().uuidString, inVain: 1)
        #expect(try await world.ask(twice).times == 2)
        #expect(try await Self.entries(twice.text, world) == 1)
        // Beyond what one delivery may try it waits its turn, and is no dead letter.
        let often = WorkEntry(key: "vain", text: UUID().uuidString, inVain: 7)
        #expect(try await world.ask(often).times == 8)
        #expect(try await Self.entries(often.text, world) == 1)
    }

    @Test func `that its work refuses has the refusal for its answer`() async throws {
        let world = try await World.shared()
        let (id, command) = (MessageID.new(), WorkEntry(key: "no", text: UUID().uuidString, isRefused: true))
        for _ in 1...2 {
            let refusal = await #expect(throws: Refusal.self) { try await world.ask(command, id: id) }
            #expect(refusal?.code == "contracts.test-refused")
        }
        #expect(world.service.handlers.times(command.text) == 1)
        #expect(try await Self.entries(command.text, world) == 0)
    }

    @Test func `holds no connection while it works, and is refused where too much is under way for long`()
        async throws
    {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let gateway = try await SampleGateway(broker)
        try await service.startAll()
        service.handlers.isShut.withLock { $0 = true }
        let client = gateway.client
        let commands = (0..<4).map { WorkEntry(key: "\($0)", text: UUID().uuidString) }
        try await withThrowingTaskGroup(of: Int.self) { tasks in
            for command in commands {
                tasks.addTask { try await client.ask(command, as: .anonymous, deadline: .seconds(60)).times }
            }
            try await eventually("all work") { commands.allSatisfy { service.handlers.times($0.text) == 1 } }
            try await eventually("no connection is held") {
                let health = service.database.database.health
                return health.idle == health.connections
            }
            let (id, fifth) = (MessageID.new(), WorkEntry(key: "fifth", text: UUID().uuidString))
            let refusal = await #expect(throws: Refusal.self) {
                try await client.ask(fifth, as: .anonymous, id: id, deadline: .seconds(60))
            }
            #expect(refusal?.code == "messaging.busy")
            // What needs no such work goes on meanwhile, of the same kind as well.
            let easy = WorkEntry(key: "easy", text: UUID().uuidString, isEasy: true)
            #expect(try await client.ask(easy, as: .anonymous, deadline: .seconds(60)).times == 1)
            _ = try await client.ask(AddEntry(key: "light", text: "light"), as: .anonymous, deadline: .seconds(60))
            service.handlers.isShut.withLock { $0 = false }
            for try await times in tasks { #expect(times == 1) }
            #expect(try await client.ask(fifth, as: .anonymous, id: id, deadline: .seconds(60)).times == 1)
        }
        try await gateway.close()
        try await service.close()
    }

    @Test func `waits its turn before anything is read for it, and is refused at once where too many wait`()
        async throws
    {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let gateway = try await SampleGateway(broker)
        try await service.startAll()
        service.handlers.isShut.withLock { $0 = true }
        let client = gateway.client
        func texts(_ count: Int) -> [WorkEntry] {
            (0..<count).map { WorkEntry(key: "\(UUID())-\($0)", text: UUID().uuidString) }
        }
        let working = texts(4)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for command in working {
                tasks.addTask { _ = try await client.ask(command, as: .anonymous, deadline: .seconds(60)) }
            }
            try await eventually("all places are taken") { working.allSatisfy { service.handlers.times($0.text) == 1 } }
            // Whoever asked the database whether a message is known would not come back.
            let flood = texts(40)
            let refusals = try await service.database.database.withTransaction { transaction in
                try await transaction.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
                return try await withThrowingTaskGroup(of: String?.self) { asked in
                    for command in flood {
                        asked.addTask {
                            do {
                                _ = try await client.ask(command, as: .anonymous, deadline: .seconds(60))
                                return nil
                            } catch let refusal as Refusal { return refusal.code }
                        }
                    }
                    return try await asked.reduce(into: []) { $0.append($1) }
                }
            }
            #expect(refusals == Array(repeating: "messaging.busy", count: flood.count))
            #expect(flood.allSatisfy { service.handlers.times($0.text) == 0 })
            service.handlers.isShut.withLock { $0 = false }
            try await tasks.waitForAll()
        }
        try await gateway.close()
        try await service.close()
    }

    private static func entries(_ text: String, _ world: World) async throws -> Int {
        try await world.service.count("SELECT count(*) FROM entries WHERE text = \(text)")
    }
}

@Suite struct `A connection that is held` {
    // What is forbidden ends a debug build and so cannot be tried here.
    @Test func `forbids to wait for anything else`() async throws {
        let words = "a database connection is held while a test waits"
        #expect(HeldConnection.$isHeld.withValue(true) { HeldConnection.violation { "a test waits" } } == words)
        #expect(HeldConnection.violation { "a test waits" } == nil)
        let database = try await World.shared().service.database.database
        try await database.withTransaction { transaction in
            _ = try await transaction.one("SELECT 1")
            #expect(HeldConnection.isHeld)
        }
        #expect(!HeldConnection.isHeld)
    }
}

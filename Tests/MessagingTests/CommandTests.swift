import Foundation
import Identifiers
import Kafka
import Messages
import Messaging
import Operations
import Postgres
import TestSupport
import Testing

@Suite struct `A command from the Gateway` {
    @Test func `is done once and answered`() async throws {
        let world = try await World.shared()
        let id = MessageID.new()
        let reply = try await world.ask(AddEntry(key: "round", text: "trip"), id: id)
        #expect(reply.position > 0)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE message_id = \(id)") == 1)
        let count = try await world.ask(CountEntries(key: "round"))
        #expect(count.count == 1)
    }

    @Test func `repeated with the same id has one effect and the same answer`() async throws {
        let world = try await World.shared()
        let (id, command) = (MessageID.new(), AddEntry(key: "again", text: UUID().uuidString))
        let first = try await world.ask(command, id: id)
        let second = try await world.ask(command, id: id)
        #expect(first == second)
        #expect(world.service.handlers.times(command.text) == 1)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(command.text)") == 1)
        #expect(try await world.service.count("SELECT count(*) FROM outbox WHERE key = 'again'") == 1)
    }

    @Test func `sent twice at once is done once and answered twice`() async throws {
        let world = try await World.shared()
        let (id, command) = (MessageID.new(), AddEntry(key: "a", text: UUID().uuidString, behaviour: .dawdle))
        // Another key puts the second delivery on another partition, so that both really run at once.
        var other = command
        other.key = "b"
        let hash = Data([1])
        async let first = world.ask(command, id: id, contentHash: hash)
        async let second = world.ask(other, id: id, contentHash: hash)
        #expect(try await first == second)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(command.text)") == 1)
    }

    @Test func `with a used id and other content is refused`() async throws {
        let world = try await World.shared()
        let id = MessageID.new()
        _ = try await world.ask(AddEntry(key: "reuse", text: "one"), id: id)
        let refusal = await #expect(throws: Refusal.self) {
            try await world.ask(AddEntry(key: "reuse", text: "two"), id: id)
        }
        #expect(refusal?.code == "messaging.key-reused")
        #expect(refusal?.kind == .conflict)
        let another = Caller(accountID: .new())
        await #expect(throws: Refusal.self) {
            try await world.ask(AddEntry(key: "reuse", text: "one"), id: id, as: another)
        }
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE key = 'reuse'") == 1)
    }

    @Test func `that is refused leaves nothing but the stored refusal`() async throws {
        let world = try await World.shared()
        let (id, text) = (MessageID.new(), UUID().uuidString)
        let command = AddEntry(key: "refused", text: text, behaviour: .refuse)
        let first = await #expect(throws: Refusal.self) { try await world.ask(command, id: id) }
        let second = await #expect(throws: Refusal.self) { try await world.ask(command, id: id) }
        #expect(first == second)
        #expect(first == Refusal("contracts.test-refused", .conflict, parameters: ["text": text]))
        #expect(world.service.handlers.times(text) == 1)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE key = 'refused'") == 0)
        #expect(try await world.service.count("SELECT count(*) FROM outbox WHERE key = 'refused'") == 0)
        let stored = try await world.service.count(
            "SELECT count(*) FROM inbox WHERE message_id = \(id) AND status = 'refused'"
        )
        #expect(stored == 1)
    }

    @Test func `that is refused can keep what it has counted`() async throws {
        let world = try await World.shared()
        let (id, text) = (MessageID.new(), UUID().uuidString)
        let command = AddEntry(key: "counted", text: text, behaviour: .refuseKeeping)
        let first = await #expect(throws: Refusal.self) { try await world.ask(command, id: id) }
        let second = await #expect(throws: Refusal.self) { try await world.ask(command, id: id) }
        #expect(first?.code == "contracts.test-refused")
        #expect(first == second)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(text)") == 1)
    }

    @Test func `that fails twice succeeds at the third try`() async throws {
        let world = try await World.shared()
        let text = UUID().uuidString
        _ = try await world.ask(AddEntry(key: "flaky", text: text, behaviour: .failTwice))
        #expect(world.service.handlers.times(text) == 3)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(text)") == 1)
    }

    @Test func `that always fails becomes a dead letter and its client is told`() async throws {
        let world = try await World.shared()
        let (id, text) = (MessageID.new(), UUID().uuidString)
        let refusal = await #expect(throws: Refusal.self) {
            try await world.ask(AddEntry(key: "poison", text: text, behaviour: .fail), id: id)
        }
        #expect(refusal?.code == "messaging.failed")
        #expect(refusal?.kind == .unavailable)
        #expect(world.service.handlers.times(text) == 5)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(text)") == 0)
        #expect(try await world.service.count("SELECT count(*) FROM inbox WHERE message_id = \(id)") == 0)
        // After the answer, which does not wait for it.
        try await eventually("its beginnings are forgotten") {
            try await world.service.count("SELECT count(*) FROM message_attempts WHERE message_id = \(id)") == 0
        }
        let letter = try #require(try await letters(world).first { $0.id == id.description })
        #expect(letter.reason == "too-many-attempts")
        #expect(letter.attempts == 5)
        #expect(letter.originalTopic == "contracts.commands")
        #expect(letter.error == "a failure of the test")
        // The next command with the same key is not held up.
        _ = try await world.ask(AddEntry(key: "poison", text: "next"))
    }

    @Test func `waits for the end of a trouble that is not its own, however often it fails`() async throws {
        let world = try await World.shared()
        let (id, text) = (MessageID.new(), UUID().uuidString)
        let command = AddEntry(key: "besides", text: text, behaviour: .failBesides)
        _ = try await world.ask(command, id: id, deadline: .seconds(60))
        #expect(world.service.handlers.times(text) == 7)
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(text)") == 1)
        #expect(try await letters(world).contains { $0.id == id.description } == false)
    }

    @Test func `its answer can be asked for by the same account only`() async throws {
        let world = try await World.shared()
        let (id, caller) = (MessageID.new(), Caller(accountID: .new()))
        let client = world.gateway.client
        guard case .unknown = try await client.outcome(of: id, AddEntry.self, as: caller, deadline: .seconds(20)) else {
            Issue.record("known before it was sent")
            return
        }
        let reply = try await world.ask(AddEntry(key: "outcome", text: "kept"), id: id, as: caller)
        guard case .done(let stored) = try await client.outcome(of: id, AddEntry.self, as: caller) else {
            Issue.record("not known")
            return
        }
        #expect(stored == reply)
        let stranger = Caller(accountID: .new())
        guard case .unknown = try await client.outcome(of: id, AddEntry.self, as: stranger) else {
            Issue.record("told to a stranger")
            return
        }
    }
}

@Suite struct `A query from the Gateway` {
    @Test func `sees the caller's scope and leaves no trace`() async throws {
        let world = try await World.shared()
        let enterprise = EnterpriseID.new()
        let reply = try await world.ask(CountEntries(key: "none"), as: Caller(enterpriseID: enterprise))
        #expect(reply == CountEntries.Reply(count: 0, scope: "caller", enterprise: enterprise.description))
        let type = CountEntries.type
        #expect(try await world.service.count("SELECT count(*) FROM inbox WHERE type = \(type)") == 0)
    }

    @Test func `that fails is answered at once`() async throws {
        let world = try await World.shared()
        let refusal = await #expect(throws: Refusal.self) {
            try await world.ask(CountEntries(key: "none", breaks: true))
        }
        #expect(refusal?.code == "messaging.failed")
    }
}

@Suite struct `A message that cannot be used` {
    @Test func `of an unknown type becomes a dead letter and its client is told`() async throws {
        let world = try await World.shared()
        let id = MessageID.new()
        let refusal = await #expect(throws: Refusal.self) { try await world.ask(Stranger(key: "k"), id: id) }
        #expect(refusal?.code == "messaging.unreadable")
        let letter = try #require(try await letters(world).first { $0.id == id.description })
        #expect(letter.reason == "unknown-type")
    }

    @Test func `that cannot be decoded becomes a dead letter with its place`() async throws {
        let world = try await World.shared()
        let id = MessageID.new()
        let headers = MessageHeaders(id: id, type: AddEntry.type, source: "test", time: Date(), key: "k")
        let delivery = try await world.gateway.producer.send(
            topic: "contracts.commands",
            key: "k",
            value: Data("{\"key\":1}".utf8),
            headers: try headers.encoded()
        )
        var found: DeadLetter?
        try await eventually("the dead letter lies there") {
            found = try await letters(world).first { $0.id == id.description }
            return found != nil
        }
        let letter = try #require(found)
        #expect(letter.reason == "undecodable")
        #expect(letter.error == "wrong type at key")
        #expect(letter.originalPlace == "contracts.commands[\(delivery.partition)]@\(delivery.offset)")
        #expect(letter.record.value == Data("{\"key\":1}".utf8))
        let again = try #require(letter.messageToSendAgain)
        #expect(again.headers["attempt"] == "2")
        #expect(again.headers.pairs.allSatisfy { !$0.name.hasPrefix("dead-") })
    }

    @Test func `without headers becomes a dead letter`() async throws {
        let world = try await World.shared()
        let mark = UUID().uuidString
        _ = try await world.gateway.producer.send(topic: "contracts.commands", key: mark, value: Data("?".utf8))
        try await eventually("the dead letter lies there") {
            try await letters(world).contains { $0.record.key == mark && $0.reason == "malformed-headers" }
        }
    }

    @Test func `whose deadline has passed is dropped and counted`() async throws {
        let world = try await World.shared()
        let text = UUID().uuidString
        let before = world.service.counted("expired", AddEntry.type)
        let headers = MessageHeaders(
            id: .new(),
            type: AddEntry.type,
            source: "test",
            time: Date(),
            key: "late",
            deadline: Date(timeIntervalSinceNow: -1)
        )
        _ = try await world.gateway.producer.send(
            topic: "contracts.commands",
            key: "late",
            value: try WireCoding.encode(AddEntry(key: "late", text: text)),
            headers: try headers.encoded()
        )
        _ = try await world.ask(AddEntry(key: "late", text: "after"))
        #expect(world.service.counted("expired", AddEntry.type) == before + 1)
        #expect(world.service.handlers.times(text) == 0)
    }

    @Test func `is handled when it is sent again after its cause is gone`() async throws {
        let world = try await World.shared()
        let id = MessageID.new()
        let command = AddEntry(key: "healed", text: UUID().uuidString)
        let good = try WireCoding.encode(command)
        let headers = MessageHeaders(id: id, type: AddEntry.type, source: "test", time: Date(), key: "healed")
        var letterHeaders = try headers.encoded()
        letterHeaders["dead-topic"] = "contracts.commands"
        _ = try await world.gateway.producer.send(
            topic: "contracts.dead-letters",
            key: "healed",
            value: good,
            headers: letterHeaders
        )
        let box = box(world)
        let letter = try #require(try await box.letters().first { $0.id == id.description })
        try await box.sendAgain(letter)
        try await box.sendAgain(letter)
        try await eventually("handled") { world.service.handlers.times(command.text) == 1 }
        _ = try await world.ask(AddEntry(key: "healed", text: "behind"))
        #expect(try await world.service.count("SELECT count(*) FROM entries WHERE text = \(command.text)") == 1)
    }

    private struct Stranger: Command {
        static let type = "contracts.test-stranger.v1"
        typealias Reply = Done
        var key: String
    }
}

private func box(_ world: World) -> DeadLetterBox {
    DeadLetterBox(
        .contracts,
        reader: KafkaRecordReader(world.broker.settings, clientID: "letters", logger: quiet),
        producer: world.gateway.producer
    )
}

private func letters(_ world: World) async throws -> [DeadLetter] {
    try await box(world).letters()
}

import Foundation
import Identifiers
import Kafka
import Messages
import Operations
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct `Several messages in one transaction` {
    @Test func `all take effect, and a refused one only leaves its refusal`() async throws {
        let bench = try await Bench()
        let works = [
            bench.work("one"), bench.work("two", .refuse), bench.work("three"), bench.work("four", .refuseKeeping),
        ]
        let outcomes = await bench.handler.handle(works)
        #expect(outcomes.map(\.isDone) == [true, true, true, true])
        #expect(try await bench.texts() == ["one", "three", "four"])
        let transactions = try await bench.count("SELECT count(DISTINCT xmin::text) FROM inbox")
        #expect(transactions == 1)
        #expect(try await bench.count("SELECT count(*) FROM inbox WHERE status = 'refused'") == 2)
        #expect(try await bench.count("SELECT count(*) FROM outbox") == 3)
        // The same records again: nothing happens any more.
        _ = await bench.handler.handle(works)
        #expect(try await bench.texts() == ["one", "three", "four"])
        await bench.close()
    }

    @Test func `a failing one does not hold back those of other keys`() async throws {
        let bench = try await Bench()
        let works = [
            bench.work("one", key: "a"), bench.work("bad", .fail, key: "b"), bench.work("later", key: "b"),
            bench.work("two", key: "c"),
        ]
        let outcomes = await bench.handler.handle(works)
        #expect(outcomes.map(\.isDone) == [true, false, false, true])
        #expect(try await bench.texts() == ["one", "two"])
        await bench.close()
    }

    @Test func `a broken statement in one leaves the others whole`() async throws {
        let bench = try await Bench()
        let works = [bench.work("same", .unique), bench.work("same", .unique), bench.work("other")]
        let outcomes = await bench.handler.handle(works)
        #expect(outcomes.map(\.isDone) == [true, false, true])
        #expect(try await bench.texts() == ["same", "other"])
        await bench.close()
    }

    @Test func `a message that ended the process five times is given up unseen`() async throws {
        let bench = try await Bench()
        var work = bench.work("killer")
        work.isSuspect = true
        let id = try MessageHeaders(work.record.headers).id
        for _ in 0..<5 { _ = try await bench.handler.parts.attempts.begin(id) }
        let outcome = await bench.handler.handle([work])
        guard case .passed = try #require(outcome.first) else {
            Issue.record("it was handled")
            return
        }
        #expect(try await bench.texts() == [])
        await bench.close()
    }

    @Test func `messages that may have ended the process share one only at their first try`() async throws {
        let bench = try await Bench()
        func suspects(_ texts: [String]) -> [Work] {
            texts.map { text in
                var work = bench.work(text)
                work.isSuspect = true
                return work
            }
        }
        #expect(await bench.handler.handle(suspects(["one", "two"])).map(\.isDone) == [true, true])
        #expect(try await bench.count("SELECT count(DISTINCT xmin::text) FROM inbox") == 1)
        // Begun by a process that then ended: the next try of each is its own.
        let again = suspects(["three", "four"])
        _ = try await bench.handler.parts.attempts.begin(
            Set(try again.map { try MessageHeaders($0.record.headers).id })
        )
        #expect(await bench.handler.handle(again).map(\.isDone) == [true, true])
        #expect(try await bench.texts() == ["one", "two", "three", "four"])
        #expect(try await bench.count("SELECT count(DISTINCT xmin::text) FROM inbox") == 3)
        #expect(try await bench.count("SELECT count(*) FROM message_attempts") == 0)
        await bench.close()
    }

    @Test func `one that ends the process is given up, and those in its batch have lost nothing`() async throws {
        let bench = try await Bench()
        var killer = bench.work("killer")
        var innocent = bench.work("innocent")
        killer.isSuspect = true
        innocent.isSuspect = true
        let id = try MessageHeaders(killer.record.headers).id
        let other = try MessageHeaders(innocent.record.headers).id
        // The first time both were begun together; then the process ended, again and again, in the killer alone.
        _ = try await bench.handler.parts.attempts.begin([id, other])
        for _ in 1..<5 {
            let batch = [(try bench.read(killer), killer), (try bench.read(innocent), innocent)]
            let beginning = await bench.handler.begin(batch)
            #expect(!beginning.mayShare && beginning.counts.isEmpty)
            _ = try await bench.handler.parts.attempts.begin(id)
        }
        let outcomes = await bench.handler.handle([killer, innocent])
        #expect(outcomes.map(\.isPassed) == [true, false])
        #expect(outcomes.map(\.isDone) == [false, true])
        #expect(try await bench.texts() == ["innocent"])
        #expect(try await bench.count("SELECT count(*) FROM message_attempts") == 0)
        await bench.close()
    }

    @Test func `a batch with one message twice has one effect`() async throws {
        let bench = try await Bench()
        let work = bench.work("once")
        let outcomes = await bench.handler.handle([work, bench.work("other"), work])
        #expect(outcomes.map(\.isDone) == [true, true, false])
        #expect(outcomes.map(\.isPassed) == [false, false, true])
        #expect(try await bench.texts() == ["once", "other"])
        await bench.close()
    }

    @Test func `a message that was handled may come again and again after lost brokers`() async throws {
        let bench = try await Bench()
        var work = bench.work("handled")
        work.isSuspect = true
        let first = await bench.handler.handle([work])
        #expect(first.map(\.isDone) == [true])
        for _ in 0..<7 {
            let repeated = await bench.handler.handle([work])
            #expect(repeated.map(\.isPassed) == [true])
        }
        #expect(try await bench.texts() == ["handled"])
        await bench.close()
    }
}

extension WorkOutcome {
    fileprivate var isPassed: Bool {
        if case .passed = self { true } else { false }
    }

    fileprivate var isDone: Bool {
        if case .done = self { true } else { false }
    }
}

/// A command handler on its own, without a consumer in front of it.
private final class Bench: Sendable {
    let service: SampleService
    let handler: InboxHandler

    init() async throws {
        let service = try await SampleService(try await makeBroker())
        self.service = service
        let listener = service.listener(.commands, service.handlers.routes)
        guard let handler = listener.makeHandler() as? InboxHandler else { throw TestFailure() }
        self.handler = handler
    }

    func work(_ text: String, _ behaviour: AddEntry.Behaviour = .store, key: String? = nil) -> Work {
        let command = AddEntry(key: key ?? text + UUID().uuidString, text: text, behaviour: behaviour)
        let headers = MessageHeaders(id: .new(), type: AddEntry.type, source: "test", time: Date(), key: command.key)
        let record = KafkaRecord(
            topic: "contracts.commands",
            partition: 0,
            offset: 0,
            key: command.key,
            value: (try? WireCoding.encode(command)) ?? Data(),
            headers: (try? headers.encoded()) ?? [:],
            timestamp: Date(),
            generation: 1
        )
        return Work(record: record, firstSeen: Date())
    }

    func read(_ work: Work) throws -> ReadMessage {
        guard case .message(let message) = handler.read(work) else { throw TestFailure() }
        return message
    }

    func texts() async throws -> [String] {
        try await service.database.database.query("SELECT text FROM entries ORDER BY seq").map { try $0.get("text") }
    }

    func count(_ sql: SQL) async throws -> Int { try await service.count(sql) }

    func close() async { try? await service.close() }
}

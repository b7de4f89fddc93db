import Foundation
import Identifiers
import Kafka
import Messages
import Messaging
import Operations
import Postgres
import TestSupport
import Testing

@Suite struct `Order and position` {
    @Test func `each of two hundred keys is handled in its own order`() async throws {
        let world = try await World.shared()
        let run = UUID().uuidString.prefix(8)
        let messages = try (0..<5).flatMap { round in
            try (0..<200).map { key in try raw(AddEntry(key: "\(run)-\(key)", text: "\(run)-\(key)-\(round)")) }
        }
        let results = await world.gateway.producer.sendBatch(messages)
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        let pattern = "\(run)-%"
        try await eventually("all are handled") {
            try await world.service.count("SELECT count(*) FROM entries WHERE key LIKE \(pattern)") == 1000
        }
        let disorder = try await world.service.count(
            """
            SELECT count(*) FROM (
                SELECT text < lag(text) OVER (PARTITION BY key ORDER BY seq) AS wrong
                FROM entries WHERE key LIKE \(pattern)
            ) AS steps WHERE wrong
            """
        )
        #expect(disorder == 0)
    }

    @Test func `a consumer that comes back without stored offsets does nothing twice`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let producer = KafkaProducer(broker.settings, clientID: "raw", purpose: .requestReply, logger: quiet)
        service.start([service.listener(.commands, service.handlers.routes)])
        try await eventually("ready") { service.health.isReady }
        // The last take their time: some are under way whenever it is looked.
        _ = await producer.sendBatch(
            try (0..<200).map {
                try raw(AddEntry(key: "k\($0 % 7)", text: "first-\($0)", behaviour: $0 < 172 ? .store : .dawdle))
            }
        )
        try await eventually("some are done") { try await service.count("SELECT count(*) FROM entries") > 20 }
        // What is done from here on is stored in the database, but its offsets cannot reach the broker.
        broker.embedded?.setUnreachable(true)
        try await service.stop()
        broker.embedded?.setUnreachable(false)
        _ = await producer.sendBatch(try (200..<230).map { try raw(AddEntry(key: "k\($0 % 7)", text: "first-\($0)")) })
        service.start([service.listener(.commands, service.handlers.routes)])
        try await eventually("all are done") { try await service.count("SELECT count(*) FROM entries") >= 230 }
        try await eventually("all are behind us") {
            service.counted("handled", AddEntry.type) >= 230
        }
        #expect(service.counted("repeated", AddEntry.type) > 0)
        #expect(try await service.count("SELECT count(DISTINCT text) FROM entries") == 230)
        #expect(try await service.count("SELECT count(*) FROM entries") == 230)
        try await service.close()
        await producer.close(timeout: .seconds(1))
    }

    @Test func `a second consumer that joins and one that leaves cost nothing`() async throws {
        let broker = try await makeBroker()
        let service = try await SampleService(broker)
        let producer = KafkaProducer(broker.settings, clientID: "raw", purpose: .requestReply, logger: quiet)
        let first = RunningServices([service.listener(.commands, service.handlers.routes)], in: service.context)
        try await eventually("ready") { service.health.isReady }
        _ = await producer.sendBatch(try (0..<100).map { try raw(AddEntry(key: "k\($0 % 30)", text: "n\($0)")) })
        let second = RunningServices([service.listener(.commands, service.handlers.routes)], in: service.context)
        _ = await producer.sendBatch(try (100..<200).map { try raw(AddEntry(key: "k\($0 % 30)", text: "n\($0)")) })
        try await eventually("both have a share") {
            service.health.snapshot["commands consumer"]?.detail == "6 partitions"
        }
        try await first.stop()
        _ = await producer.sendBatch(try (200..<300).map { try raw(AddEntry(key: "k\($0 % 30)", text: "n\($0)")) })
        try await eventually("all are done") { try await service.count("SELECT count(*) FROM entries") == 300 }
        #expect(try await service.count("SELECT count(DISTINCT text) FROM entries") == 300)
        try await second.stop()
        try await service.close()
        await producer.close(timeout: .seconds(1))
    }

    private func raw(_ command: AddEntry) throws -> KafkaMessage {
        let headers = MessageHeaders(id: .new(), type: AddEntry.type, source: "test", time: Date(), key: command.key)
        return KafkaMessage(
            topic: "contracts.commands",
            key: command.key,
            value: try WireCoding.encode(command),
            headers: try headers.encoded()
        )
    }
}

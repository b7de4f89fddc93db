import Foundation
import Kafka
import Logging
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct `Writing` {
    @Test func `what is written is read back whole`() async throws {
        let topic = freshName("notes")
        let broker = try await TestBroker.start([(topic, 2)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        let first = try await producer.send(
            topic: topic,
            partition: 1,
            key: "合同-1",
            value: Data("你好".utf8),
            headers: ["id": "7", "空": ""]
        )
        let second = try await producer.send(topic: topic, partition: 1, key: nil, value: Data())
        #expect(first.partition == 1 && first.offset == 0)
        #expect(second.offset == 1)
        let records = try await KafkaRecordReader(broker.settings, clientID: "test", logger: quiet)
            .read(KafkaPartition(topic, 1), from: 0, count: 10)
        #expect(records.map(text) == ["你好", ""])
        #expect(records.map(\.key) == ["合同-1", nil])
        #expect(records.first?.headers == ["id": "7", "空": ""])
        #expect(abs(records.first?.timestamp.timeIntervalSinceNow ?? 999) < 60)
        await producer.close()
    }

    @Test func `a batch keeps its order and one key its partition`() async throws {
        let topic = freshName("batch")
        let broker = try await TestBroker.start([(topic, 4)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .outbox, logger: quiet)
        let results = await producer.sendBatch(
            (0..<500).map { KafkaMessage(topic: topic, key: "one", value: Data("\($0)".utf8)) }
        )
        let deliveries = try results.map { try $0.get() }
        #expect(Set(deliveries.map(\.partition)).count == 1)
        #expect(deliveries.map(\.offset) == Array(0..<500))
        #expect(producer.outstanding == 0)
        await producer.close()
    }

    @Test func `a message beyond the limit is refused at once`() async throws {
        let topic = freshName("large")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        await #expect {
            _ = try await producer.send(topic: topic, key: nil, value: Data(count: 2_000_000))
        } throws: {
            ($0 as? KafkaError)?.reason == .tooLarge
        }
        await producer.close()
    }

    @Test func `a closed producer refuses and a closing one gives up what waits`() async throws {
        let settings = KafkaSettings(brokers: .file("/nonexistent/address"))
        let producer = KafkaProducer(settings, clientID: "test", purpose: .outbox, logger: quiet)
        async let waiting = producer.sendBatch([KafkaMessage(topic: "t", key: nil, value: Data())])
        #expect(await eventually { producer.outstanding == 1 })
        await producer.close(timeout: .zero)
        #expect(await waiting.map(\.failure?.reason) == [.closed])
        await #expect(throws: KafkaError(.closed, "the producer is closed")) {
            _ = try await producer.send(topic: "t", key: nil, value: Data())
        }
    }

    @Test func `more messages than the queue holds are pushed back`() async throws {
        let settings = KafkaSettings(brokers: .file("/nonexistent/address"))
        let producer = KafkaProducer(settings, clientID: "test", purpose: .outbox, logger: quiet)
        async let waiting = producer.sendBatch(
            Array(repeating: KafkaMessage(topic: "t", key: nil, value: Data()), count: 10_050)
        )
        #expect(await eventually { producer.outstanding == 10_000 })
        await producer.close(timeout: .zero)
        #expect(await waiting.count { $0.failure?.reason == .queueFull } == 50)
    }

    @Test func `a write dropped with its connection is sent again`() async throws {
        let topic = freshName("again")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        embedded.dropWrites(1)
        _ = try await producer.send(topic: topic, key: nil, value: Data("once".utf8))
        let records = try await KafkaRecordReader(broker.settings, clientID: "test", logger: quiet)
            .read(KafkaPartition(topic, 0), from: 0, count: 10)
        #expect(records.map(text) == ["once"])
        await producer.close()
    }

    @Test(arguments: [KafkaProducer.Purpose.outbox, .requestReply])
    func `a client that failed for good is replaced and its messages are sent`(
        purpose: KafkaProducer.Purpose
    )
        async throws
    {
        let topic = freshName("fatal")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let failures = Collected<String>()
        let producer = KafkaProducer(
            broker.settings,
            clientID: "test",
            purpose: purpose,
            logger: Logger(label: "fatal") { _ in ListeningHandler(messages: failures) }
        )
        _ = try await producer.send(topic: topic, key: "k", value: Data("before".utf8))
        embedded.refuseWritesAsOutOfSequence(2)
        let results = await producer.sendBatch(
            (0..<20).map { KafkaMessage(topic: topic, key: "k", value: Data("\($0)".utf8)) }
        )
        #expect(results.compactMap(\.failure) == [])
        #expect(failures.all.contains { $0.localizedCaseInsensitiveContains("fatal") })
        let records = try await KafkaRecordReader(broker.settings, clientID: "test", logger: quiet)
            .read(KafkaPartition(topic, 0), from: 0, count: 100)
        // Of the first client's writes that were under way beside the refused one this broker kept some, as a real one would
        // not. The next client begins with what was refused, goes on in the old order, and leaves nothing out.
        #expect(Set(records.map(text)) == Set(["before"] + (0..<20).map(String.init)))
        let numbers = records.compactMap { Int(text($0)) }
        let start = zip(numbers, numbers.dropFirst()).enumerated().filter { $1.0 >= $1.1 }.map { $0.offset + 1 }.last
        let last = Array(numbers.dropFirst(start ?? 0))
        #expect(last.first == 0 && last.last == 19)
        await producer.close()
    }

    @Test func `the cluster is named once it answers`() async throws {
        let broker = try await TestBroker.start([(freshName("name"), 1)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        #expect(await eventually { producer.clusterID != nil })
        await producer.close()
    }
}

extension Result {
    var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

/// Keeps log messages for a test to look at.
private struct ListeningHandler: LogHandler {
    let messages: Collected<String>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(messages: Collected<String>) {
        self.messages = messages
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        messages.add("\(event.message)")
    }
}

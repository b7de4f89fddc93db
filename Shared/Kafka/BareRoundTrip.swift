internal import CRdKafka
package import Foundation
internal import Logging
import Synchronization

/// The round trip of a request and its reply with nothing but librdkafka: what our own layers are compared with.
package enum BareRoundTrip {
    /// Sends `count` requests one after the other and returns the time each took until its reply was there.
    ///
    /// Two threads with a writer and a reader each; one partition of each topic. The topics must exist. Blocks its
    /// own threads only; throws when the broker does not answer within ten seconds.
    package static func measure(
        _ settings: KafkaSettings,
        requests: KafkaPartition,
        replies: KafkaPartition,
        count: Int,
        payload: Data
    ) async throws -> [Duration] {
        let patience = Duration.seconds(30) + .milliseconds(100) * count
        let mayEnd = Flag()
        return try await OwnThread.run("bare-round-trip", timeout: patience) {
            defer { mayEnd.raise() }
            let asker = try Side(settings, reads: replies, writes: requests)
            defer { asker.destroy() }
            let answerer = try Side(settings, reads: requests, writes: replies)
            OwnThread.start("bare-answers") {
                while !mayEnd.isRaised {
                    answerer.answer()
                }
                answerer.destroy()
            }
            return try (0..<count).map { _ in try asker.ask(payload) }
        }
    }
}

private final class Flag: Sendable {
    private let raised = Mutex(false)

    var isRaised: Bool { raised.withLock(\.self) }

    func raise() {
        raised.withLock { $0 = true }
    }
}

/// A writer and a reader as used by one side.
///
/// Unchecked because after its creation each side belongs to one thread.
private final class Side: @unchecked Sendable {
    private let producer: ClientHandle
    private let consumer: ClientHandle
    private let warm: WarmTopics
    private let target: KafkaPartition

    init(_ settings: KafkaSettings, reads source: KafkaPartition, writes target: KafkaPartition) throws {
        var file = BrokerAddress(settings.brokers)
        guard let address = file.change() else { throw KafkaError(.unreachable, "no broker address") }
        let context = ClientContext(logger: .init(label: "bare-round-trip"))
        producer = try ClientHandle(
            .producer,
            settings.producerProperties(address: address, clientID: "bare", purpose: .requestReply),
            context: context
        )
        consumer = try ClientHandle(
            .consumer,
            settings.consumerProperties(address: address, clientID: "bare", group: "bare"),
            context: context
        )
        warm = WarmTopics(producer)
        self.target = target
        guard warm.warm(target.topic, timeout: .seconds(10)) else {
            throw KafkaError(.unknownTopic, target.topic)
        }
        let reader = ConsumerHandle(consumer)
        guard let range = try reader.ranges([source], timeout: .seconds(10))[source] else {
            throw KafkaError(.unknownTopic, source.topic)
        }
        try reader.assign([source: range.high])
    }

    func destroy() {
        warm.release()
        producer.destroy()
        consumer.destroy()
    }

    func ask(_ payload: Data) throws -> Duration {
        let start = ContinuousClock.now
        payload.withUnsafeBytes { write($0.baseAddress, $0.count) }
        guard let message = rd_kafka_consumer_poll(consumer.pointer, 10_000) else {
            throw KafkaError(.timedOut, "round trip")
        }
        rd_kafka_message_destroy(message)
        let time = ContinuousClock.now - start
        rd_kafka_poll(producer.pointer, 0)
        return time
    }

    func answer() {
        guard let message = rd_kafka_consumer_poll(consumer.pointer, 100) else { return }
        write(message.pointee.payload, message.pointee.len)
        rd_kafka_message_destroy(message)
        rd_kafka_poll(producer.pointer, 0)
    }

    private func write(_ bytes: UnsafeRawPointer?, _ count: Int) {
        _ = suiyue_produce(
            producer.pointer,
            target.topic,
            target.partition,
            nil,
            0,
            bytes,
            count,
            nil,
            nil
        )
    }
}

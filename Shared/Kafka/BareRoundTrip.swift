internal import CRdKafka
package import Foundation
internal import Logging
import Synchronization

/// The round trip of a request and its reply with nothing but librdkafka: what our own layers are compared with.
package enum BareRoundTrip {
    /// Sends `count` requests, `inFlight` of them at once, and returns the time each took until its reply was there.
    ///
    /// Two threads with a writer and a reader each; one partition of each topic. The topics must exist. Blocks its
    /// own threads only; throws when the broker does not answer within ten seconds.
    /// Before each request a random time up to `pause` is waited, so that requests do not fall into step with the
    /// broker.
    package static func measure(
        _ settings: KafkaSettings,
        requests: KafkaPartition,
        replies: KafkaPartition,
        count: Int,
        payload: Data,
        inFlight: Int = 1,
        pause: Duration = .zero
    ) async throws -> [Duration] {
        let patience = Duration.seconds(30) + (.milliseconds(100) + pause) * count
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
            return try asker.ask(count, payload, inFlight: inFlight, pause: pause)
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
        var logger = Logger(label: "bare-round-trip")
        logger.logLevel = .error
        let context = ClientContext(logger: logger)
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
        guard warm.warm(target.topic, by: .now + .seconds(10)) else {
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

    func ask(_ count: Int, _ payload: Data, inFlight: Int, pause: Duration) throws -> [Duration] {
        var starts: [Int: ContinuousClock.Instant] = [:]
        var times: [Duration] = []
        for number in 0..<min(count, inFlight) {
            try send(number, payload, pause, &starts)
        }
        while times.count < count {
            let (number, moment) = try receive()
            guard let start = starts.removeValue(forKey: number) else { continue }
            times.append(moment - start)
            let next = times.count + starts.count
            if next < count { try send(next, payload, pause, &starts) }
        }
        return times
    }

    /// A request is its number and the payload.
    private func send(
        _ number: Int,
        _ payload: Data,
        _ pause: Duration,
        _ starts: inout [Int: ContinuousClock.Instant]
    ) throws {
        if pause > .zero { Thread.sleep(forTimeInterval: Double.random(in: 0...pause.seconds)) }
        let body = withUnsafeBytes(of: number) { Data($0) } + payload
        starts[number] = .now
        body.withUnsafeBytes { write($0.baseAddress, $0.count) }
        rd_kafka_poll(producer.pointer, 0)
    }

    private func receive() throws -> (Int, ContinuousClock.Instant) {
        guard let message = rd_kafka_consumer_poll(consumer.pointer, 10_000) else {
            throw KafkaError(.timedOut, "round trip")
        }
        let moment = ContinuousClock.now
        defer { rd_kafka_message_destroy(message) }
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR, message.pointee.len >= MemoryLayout<Int>.size,
            let bytes = message.pointee.payload
        else { throw KafkaError(message.pointee.err, doing: "read a reply") }
        return (bytes.loadUnaligned(as: Int.self), moment)
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

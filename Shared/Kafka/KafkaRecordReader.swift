internal import CRdKafka
import Foundation
package import Logging
import Synchronization

/// Reads single records at given places, for pages that show what lies in a topic.
///
/// One call at a time uses the client; a call that got stuck keeps its client, the next one starts another.
package final class KafkaRecordReader: Sendable {
    private let settings: KafkaSettings
    private let clientID: String
    private let logger: Logger
    private let spare = Mutex<ReaderClient?>(nil)

    package init(_ settings: KafkaSettings, clientID: String, logger: Logger) {
        self.settings = settings
        self.clientID = clientID
        self.logger = logger
    }

    /// Up to `count` records of one partition from `offset` on, oldest first; a negative offset counts from the end.
    package func read(
        _ place: KafkaPartition,
        from offset: Int64,
        count: Int,
        timeout: Duration = .seconds(5)
    ) async throws -> [KafkaRecord] {
        try await withClient(timeout) { reader in
            guard let range = try reader.consumer.ranges([place], timeout: timeout)[place] else {
                throw KafkaError(.unknownTopic, place.description)
            }
            let start = min(max(offset < 0 ? range.high + offset : offset, range.low), range.high)
            return try reader.read([place: start], upTo: [place: range.high], count: count, timeout: timeout)[place]
                ?? []
        }
    }

    /// The one record at or after each offset; partitions that had none in time are absent.
    func first(
        at offsets: [KafkaPartition: Int64],
        before ends: [KafkaPartition: Int64],
        timeout: Duration
    ) async throws -> [KafkaPartition: KafkaRecord] {
        try await withClient(timeout) { reader in
            try reader.read(offsets, upTo: ends, count: 1, timeout: timeout).compactMapValues(\.first)
        }
    }

    private func withClient<Value: Sendable>(
        _ timeout: Duration,
        _ body: @escaping @Sendable (ReaderClient) throws -> Value
    ) async throws -> Value {
        try await OwnThread.run("kafka-read", timeout: timeout + .seconds(2)) { [self] in
            let taken = spare.withLock { spare in
                defer { spare = nil }
                return spare
            }
            let reader = try ReaderClient.following(
                taken,
                settings,
                clientID: clientID,
                group: "suiyue-reader",
                logger: logger
            )
            let value = try body(reader)
            spare.withLock { $0 = reader }
            return value
        }
    }
}

/// A consumer for occasional questions, together with the address it was made for.
///
/// Unchecked because it is handed from one short-lived thread to the next through a lock.
final class ReaderClient: @unchecked Sendable {
    let consumer: ConsumerHandle
    private var file: BrokerAddress

    private init(_ consumer: ConsumerHandle, _ file: BrokerAddress) {
        self.consumer = consumer
        self.file = file
    }

    deinit {
        consumer.client.destroyInBackground()
    }

    /// The old client, or a new one when there is none or the broker has moved.
    static func following(
        _ old: ReaderClient?,
        _ settings: KafkaSettings,
        clientID: String,
        group: String,
        logger: Logger
    ) throws -> ReaderClient {
        var file = old?.file ?? BrokerAddress(settings.brokers)
        let changed = file.change()
        if let old, changed == nil {
            old.file = file
            return old
        }
        guard let changed else { throw KafkaError(.unreachable, "no broker address") }
        let client = try ClientHandle(
            .consumer,
            settings.consumerProperties(address: changed, clientID: clientID, group: group),
            context: ClientContext(logger: logger)
        )
        return ReaderClient(ConsumerHandle(client), file)
    }

    /// Reads up to `count` records of each partition until its end or the timeout.
    func read(
        _ offsets: [KafkaPartition: Int64],
        upTo ends: [KafkaPartition: Int64],
        count: Int,
        timeout: Duration
    ) throws -> [KafkaPartition: [KafkaRecord]] {
        var open = offsets.filter { $0.value < ends[$0.key] ?? .max && count > 0 }
        var found: [KafkaPartition: [KafkaRecord]] = [:]
        guard !open.isEmpty else { return found }
        try consumer.assign(open)
        defer { try? consumer.assign(nil) }
        let deadline = ContinuousClock.now + timeout
        while !open.isEmpty, ContinuousClock.now < deadline {
            guard case .record(let record) = consumer.poll(.milliseconds(50)),
                open[record.place] != nil
            else { continue }
            found[record.place, default: []].append(record)
            let isEnough = found[record.place]?.count == count || record.offset + 1 >= ends[record.place] ?? .max
            if isEnough {
                open[record.place] = nil
            }
        }
        return found
    }
}

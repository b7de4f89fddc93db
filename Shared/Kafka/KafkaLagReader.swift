package import Foundation
package import Logging
import Synchronization

/// A consumer group and one topic it reads.
package struct KafkaGroupTopic: Hashable, Sendable {
    package let group: String
    package let topic: String

    package init(group: String, topic: String) {
        self.group = group
        self.topic = topic
    }
}

/// How far a group is behind in one partition.
package struct PartitionLag: Sendable, Equatable {
    package let group: String
    package let topic: String
    package let partition: Int32
    /// nil when the group never committed here.
    package let committed: Int64?
    package let low: Int64
    package let high: Int64
    /// When the first record not yet done was written; nil without lag, or when it could not be read in time.
    package var oldest: Date?

    /// Records not yet done.
    package var lag: Int64 { max(0, high - max(low, committed ?? low)) }

    /// Records were dropped by the broker before the group had done them.
    package var isLost: Bool { committed.map { $0 < low } ?? false }

    package init(
        group: String,
        topic: String,
        partition: Int32,
        committed: Int64?,
        low: Int64,
        high: Int64,
        oldest: Date? = nil
    ) {
        self.group = group
        self.topic = topic
        self.partition = partition
        self.committed = committed
        self.low = low
        self.high = high
        self.oldest = oldest
    }
}

/// Measures from outside how far groups are behind, also of services of which none is running.
package final class KafkaLagReader: Sendable {
    private static let askTime = Duration.seconds(3)

    private let settings: KafkaSettings
    private let clientID: String
    private let logger: Logger
    private let records: KafkaRecordReader
    /// One client per group, because commits can only be asked for with the group's own name: asking for another
    /// group's through the admin interface crashes this version of librdkafka.
    private let clients = Mutex<[String: ReaderClient]>([:])

    package init(_ settings: KafkaSettings, clientID: String, logger: Logger) {
        self.settings = settings
        self.clientID = clientID
        self.logger = logger
        records = KafkaRecordReader(settings, clientID: clientID, logger: logger)
    }

    /// One entry per partition of every topic that exists, in the order asked; throws when the broker does not answer.
    package func read(_ pairs: [KafkaGroupTopic]) async throws -> [PartitionLag] {
        var lags: [PartitionLag] = []
        for (group, topics) in Dictionary(grouping: pairs, by: \.group) {
            lags += try await read(group, topics.map(\.topic))
        }
        let oldest = await oldest(in: lags)
        for index in lags.indices {
            lags[index].oldest = oldest[Unread(lags[index])]
        }
        let order = Dictionary(pairs.enumerated().map { ($1, $0) }) { first, _ in first }
        return lags.sorted { (order[$0.pair] ?? 0, $0.partition) < (order[$1.pair] ?? 0, $1.partition) }
    }

    private func read(_ group: String, _ topics: [String]) async throws -> [PartitionLag] {
        try await OwnThread.run("kafka-lag", timeout: Self.askTime * 4) { [self] in
            // A thread that got stuck keeps its client; the next call starts another.
            let taken = clients.withLock { $0.removeValue(forKey: group) }
            let client = try ReaderClient.following(
                taken,
                settings,
                clientID: clientID,
                group: group,
                logger: logger
            )
            let lags = try Self.ask(client.consumer, group, topics)
            clients.withLock { $0[group] = client }
            return lags
        }
    }

    private static func ask(_ consumer: ConsumerHandle, _ group: String, _ topics: [String]) throws -> [PartitionLag] {
        let counts = try consumer.partitionCounts(timeout: askTime)
        let places = topics.flatMap { topic in
            (0..<(counts[topic] ?? 0)).map { KafkaPartition(topic, $0) }
        }
        guard !places.isEmpty else { return [] }
        let committed = try consumer.committed(places, timeout: askTime)
        let ranges = try consumer.ranges(places, timeout: askTime)
        return places.compactMap { place in
            ranges[place].map {
                PartitionLag(
                    group: group,
                    topic: place.topic,
                    partition: place.partition,
                    committed: committed[place],
                    low: $0.low,
                    high: $0.high
                )
            }
        }
    }

    /// A place from which one record tells how old the backlog is.
    private struct Unread: Hashable {
        let place: KafkaPartition
        let offset: Int64

        init(_ lag: PartitionLag) {
            place = KafkaPartition(lag.topic, lag.partition)
            offset = max(lag.low, lag.committed ?? lag.low)
        }
    }

    private func oldest(in lags: [PartitionLag]) async -> [Unread: Date] {
        var found: [Unread: Date] = [:]
        // Groups that read the same topic stand at different offsets: one round for each group.
        for group in Dictionary(grouping: lags.filter { $0.lag > 0 }, by: \.group).values {
            let wanted = group.filter { found[Unread($0)] == nil }
            let starts = Dictionary(wanted.map { (Unread($0).place, Unread($0).offset) }) { first, _ in first }
            let ends = Dictionary(wanted.map { (Unread($0).place, $0.high) }) { first, _ in first }
            let read = try? await records.first(at: starts, before: ends, timeout: .seconds(1))
            for lag in wanted {
                found[Unread(lag)] = read?[Unread(lag).place]?.timestamp
            }
        }
        return found
    }
}

extension PartitionLag {
    fileprivate var pair: KafkaGroupTopic { KafkaGroupTopic(group: group, topic: topic) }
}

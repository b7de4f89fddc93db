import Foundation
import Kafka
import Logging
import Messages
import Messaging

/// Asks the broker how far every group is and remembers what it answered before.
actor BrokerWatch {
    struct Answer: Sendable {
        let places: [Findings.Place]
        let deadLetters: [Findings.DeadLetters]
    }

    private let lags: KafkaLagReader
    private let records: KafkaRecordReader
    private var histories: [Key: PartitionHistory] = [:]
    private var letters: [String: (high: Int64, found: Findings.DeadLetters)] = [:]

    private struct Key: Hashable {
        let group: String
        let topic: String
        let partition: Int32
    }

    init(_ settings: KafkaSettings, logger: Logger) {
        lags = KafkaLagReader(settings, clientID: "monitor", logger: logger)
        records = KafkaRecordReader(settings, clientID: "monitor-letters", logger: logger)
    }

    /// `attended` names the groups of which a consumer is known to live.
    func look(attended: Set<String>, now: Date = Date()) async throws -> Answer {
        let groups = Topology.listeners.map { KafkaGroupTopic(group: $0.group, topic: $0.topic) }
        let boxes = ServiceName.allCases.map { KafkaGroupTopic(group: Topology.operators, topic: $0.deadLetters) }
        let measured = try await lags.read(groups + boxes)
        let places = measured.filter { $0.group != Topology.operators }.map { place($0, attended, now) }
        var found: [Findings.DeadLetters] = []
        for service in ServiceName.allCases {
            let part = measured.first { $0.group == Topology.operators && $0.topic == service.deadLetters }
            found.append(await deadLetters(service, open: part?.lag ?? 0, high: part?.high ?? 0))
        }
        return Answer(places: places, deadLetters: found)
    }

    private func place(_ lag: PartitionLag, _ attended: Set<String>, _ now: Date) -> Findings.Place {
        let key = Key(group: lag.group, topic: lag.topic, partition: lag.partition)
        histories[key, default: PartitionHistory()].note(
            committed: lag.committed,
            low: lag.low,
            high: lag.high,
            isAttended: attended.contains(lag.group),
            at: now
        )
        return Findings.Place(
            group: lag.group,
            topic: lag.topic,
            partition: lag.partition,
            committed: lag.committed,
            low: lag.low,
            high: lag.high,
            lag: lag.lag,
            oldest: lag.oldest,
            status: LagRules.status(
                committed: lag.committed,
                low: lag.low,
                high: lag.high,
                history: histories[key, default: PartitionHistory()],
                now: now
            )
        )
    }

    /// Reads the newest letter again only when there is another one.
    private func deadLetters(_ service: ServiceName, open: Int64, high: Int64) async -> Findings.DeadLetters {
        let topic = service.deadLetters
        if let known = letters[topic], known.high == high {
            var found = known.found
            found.count = open
            return found
        }
        var found = Findings.DeadLetters(service: service.rawValue, topic: topic, count: open)
        guard open > 0 else { return found }
        let place = KafkaPartition(topic, 0)
        guard let last = try? await records.read(place, from: high - 1, count: 1, timeout: .seconds(1)).last else {
            return found
        }
        found.latest = last.timestamp
        found.reason = DeadLetter(last).reason
        letters[topic] = (high, found)
        return found
    }
}

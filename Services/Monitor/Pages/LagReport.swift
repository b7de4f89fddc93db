import Foundation

/// The JSON of `GET /ops/lag`.
struct LagReport: Encodable {
    struct Group: Encodable {
        let group: String
        let topic: String
        let partition: Int32
        let committed: Int64?
        let high: Int64
        let lag: Int64
        /// Age of the oldest record that waits; null when unknown.
        let oldestSeconds: Double?
        let status: String

        private enum CodingKeys: CodingKey {
            case group, topic, partition, committed, high, lag, oldestSeconds, status
        }

        // Written out so that an absent number is null instead of missing.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(group, forKey: .group)
            try container.encode(topic, forKey: .topic)
            try container.encode(partition, forKey: .partition)
            try container.encode(committed, forKey: .committed)
            try container.encode(high, forKey: .high)
            try container.encode(lag, forKey: .lag)
            try container.encode(oldestSeconds, forKey: .oldestSeconds)
            try container.encode(status, forKey: .status)
        }
    }

    let groups: [Group]

    init(_ findings: Findings, now: Date = Date()) {
        groups = findings.places.map { place in
            Group(
                group: place.group,
                topic: place.topic,
                partition: place.partition,
                committed: place.committed,
                high: place.high,
                lag: place.lag,
                oldestSeconds: place.oldestSeconds(at: now).map { ($0 * 1000).rounded() / 1000 },
                status: place.status.rawValue
            )
        }
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// One topic as it must stand in the broker.
package struct KafkaTopicPlan: Sendable, Equatable {
    package let name: String
    /// Never raised later on a keyed topic: the key would move to another partition.
    package let partitions: Int32
    package let retentionHours: Int
}

/// All topics there are, in one place.
package enum Topology {
    package static let replies = "gateway.replies"
    /// Those of one Gateway: several, because a broker may take the longer for a record the more of them a partition has
    /// held (the embedded one does).
    package static func replyPartitions(ofGateway instance: Int) -> [Int32] {
        let first = Int32(instance % mostGateways) * replyPartitionsEach
        return Array(first..<first + replyPartitionsEach)
    }

    /// More share their partitions, and pass over each other's replies.
    private static let mostGateways = 16
    private static let replyPartitionsEach: Int32 = 4
    /// What the Gateways tell each other.
    package static let notes = "gateway.notes"

    package static let all: [KafkaTopicPlan] =
        ServiceName.allCases.flatMap { service in
            [
                KafkaTopicPlan(name: service.commands, partitions: 12, retentionHours: 24),
                KafkaTopicPlan(name: service.queries, partitions: 12, retentionHours: 1),
                KafkaTopicPlan(name: service.events, partitions: 12, retentionHours: 24 * 13),
                KafkaTopicPlan(name: service.deadLetters, partitions: 1, retentionHours: 24 * 90),
            ]
        } + [
            KafkaTopicPlan(name: replies, partitions: Int32(mostGateways) * replyPartitionsEach, retentionHours: 1),
            KafkaTopicPlan(name: notes, partitions: 1, retentionHours: 1),
        ]

    /// The consumer group of one of a service's listeners, such as `contracts.events`.
    package static func group(_ service: ServiceName, _ listener: String) -> String {
        "\(service.rawValue).\(listener)"
    }
}

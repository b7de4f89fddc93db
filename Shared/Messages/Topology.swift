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
    package static let replyPartitions: Int32 = 16
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
            KafkaTopicPlan(name: replies, partitions: replyPartitions, retentionHours: 1),
            KafkaTopicPlan(name: notes, partitions: 1, retentionHours: 1),
        ]

    /// The consumer group of one of a service's listeners, such as `contracts.events`.
    package static func group(_ service: ServiceName, _ listener: String) -> String {
        "\(service.rawValue).\(listener)"
    }
}

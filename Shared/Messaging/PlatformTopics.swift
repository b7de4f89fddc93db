package import Kafka
package import Messages

extension Topology {
    /// All topics as the broker's administration makes them.
    package static let kafkaTopics: [KafkaTopic] = all.map {
        KafkaTopic(name: $0.name, partitions: $0.partitions, retentionHours: $0.retentionHours)
    }
}

package import Foundation

/// One partition of one topic.
package struct KafkaPartition: Hashable, Sendable, CustomStringConvertible {
    package let topic: String
    package let partition: Int32

    package init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    package var description: String { "\(topic)[\(partition)]" }
}

/// One message as read from a partition.
package struct KafkaRecord: Sendable {
    package let topic: String
    package let partition: Int32
    package let offset: Int64
    package let key: String?
    package let value: Data
    package let headers: KafkaHeaders
    package let timestamp: Date
    /// Names the assignment under which the record was read; offsets of a passed assignment are not stored.
    package let generation: UInt64

    package init(
        topic: String,
        partition: Int32,
        offset: Int64,
        key: String?,
        value: Data,
        headers: KafkaHeaders,
        timestamp: Date,
        generation: UInt64 = 0
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
        self.generation = generation
    }

    /// Where the record was read.
    package var place: KafkaPartition { KafkaPartition(topic, partition) }
}

/// One message to write.
package struct KafkaMessage: Sendable {
    package var topic: String
    /// nil lets the key choose (murmur2, as the Java clients do).
    package var partition: Int32?
    package var key: String?
    package var value: Data
    package var headers: KafkaHeaders

    package init(topic: String, partition: Int32? = nil, key: String?, value: Data, headers: KafkaHeaders = [:]) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
    }
}

/// Where the broker wrote a message.
package struct KafkaDelivery: Sendable, Equatable {
    package let partition: Int32
    package let offset: Int64
}

/// Records that were dropped by the broker before the group read them: offsets `from ..< upTo`.
package struct KafkaLostRange: Sendable, Equatable {
    package let place: KafkaPartition
    package let from: Int64
    package let upTo: Int64
}

internal import CRdKafka

/// A librdkafka partition list, freed with the object.
final class OwnedPartitionList {
    private let pointer: PartitionList

    init(_ partitions: [KafkaPartition]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(partitions.count))
        for item in partitions {
            rd_kafka_topic_partition_list_add(pointer, item.topic, item.partition)
        }
    }

    init(_ offsets: [KafkaPartition: Int64]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(offsets.count))
        for (item, offset) in offsets {
            rd_kafka_topic_partition_list_add(pointer, item.topic, item.partition)?.pointee.offset = offset
        }
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(pointer)
    }

    /// Lends the list; it must not leave the closure, because the object frees it after its last use.
    func lend<Value>(_ body: (PartitionList) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try body(pointer) }
    }

    /// The offsets in the list; throws the first error that stands beside one.
    func offsets(of action: String) throws -> [KafkaPartition: Int64] {
        try lend { list in
            for item in list.items where item.err != RD_KAFKA_RESP_ERR_NO_ERROR {
                throw KafkaError(item.err, doing: action)
            }
            return list.offsets
        }
    }
}

extension PartitionList {
    var items: UnsafeBufferPointer<rd_kafka_topic_partition_t> {
        UnsafeBufferPointer(start: pointee.elems, count: Int(pointee.cnt))
    }

    var offsets: [KafkaPartition: Int64] {
        items.reduce(into: [:]) { offsets, item in
            offsets[KafkaPartition(String(cString: item.topic), item.partition)] = item.offset
        }
    }

    var partitions: [KafkaPartition] {
        items.map { KafkaPartition(String(cString: $0.topic), $0.partition) }
    }
}

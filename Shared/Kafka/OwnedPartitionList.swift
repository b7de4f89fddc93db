internal import CRdKafka

/// A librdkafka partition list, freed with the object.
final class OwnedPartitionList {
    let pointer: PartitionList

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

    var items: UnsafeBufferPointer<rd_kafka_topic_partition_t> { pointer.items }

    var offsets: [KafkaPartition: Int64] { pointer.offsets }
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

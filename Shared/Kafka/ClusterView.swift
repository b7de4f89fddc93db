internal import CRdKafka

/// What a cluster says of itself.
struct ClusterView {
    /// Where the brokers say they can be reached.
    let brokers: [BrokerPlace]
    /// How many partitions each topic has; topics that do not exist are absent.
    let partitions: [String: Int32]
}

extension ClientHandle {
    /// Asks for brokers and topics.
    ///
    /// It asks for all topics, because asking by name makes them on a broker that does so by itself.
    func clusterView(timeout: Duration) throws(KafkaError) -> ClusterView {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(pointer, 1, nil, &answer, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
            throw context.error(code, doing: "ask for topics")
        }
        defer { rd_kafka_metadata_destroy(answer) }
        var partitions: [String: Int32] = [:]
        for topic in UnsafeBufferPointer(start: answer.pointee.topics, count: Int(answer.pointee.topic_cnt)) {
            partitions[String(cString: topic.topic)] = topic.partition_cnt
        }
        let brokers = UnsafeBufferPointer(start: answer.pointee.brokers, count: Int(answer.pointee.broker_cnt))
        return ClusterView(
            brokers: brokers.map { BrokerPlace(host: String(cString: $0.host), port: UInt16(clamping: $0.port)) },
            partitions: partitions
        )
    }
}

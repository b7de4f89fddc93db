internal import CRdKafka

/// Topic handles of one client, kept because only a kept handle keeps its partitions known.
///
/// Used on the client's own thread only.
final class WarmTopics {
    private let client: ClientHandle
    private var topics: [String: OpaquePointer] = [:]

    init(_ client: ClientHandle) {
        self.client = client
    }

    /// Asks for the topic's partitions; false when they are not known after `timeout`.
    func warm(_ name: String, timeout: Duration) -> Bool {
        guard let topic = topics[name] ?? rd_kafka_topic_new(client.pointer, name, nil) else { return false }
        topics[name] = topic
        let deadline = ContinuousClock.now + timeout
        repeat {
            var answer: UnsafePointer<rd_kafka_metadata>?
            let remaining = max(.milliseconds(100), deadline - .now)
            let code = rd_kafka_metadata(client.pointer, 0, topic, &answer, remaining.milliseconds)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
                rd_kafka_poll(client.pointer, 50)
                continue
            }
            defer { rd_kafka_metadata_destroy(answer) }
            if answer.pointee.topic_cnt == 1, answer.pointee.topics[0].partition_cnt > 0 {
                return true
            }
            rd_kafka_poll(client.pointer, 100)
        } while ContinuousClock.now < deadline
        return false
    }

    /// Gives the handles back; must happen before the client is destroyed.
    func release() {
        for topic in topics.values {
            rd_kafka_topic_destroy(topic)
        }
        topics = [:]
    }
}

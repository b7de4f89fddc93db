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

    /// A question longer than this would keep its thread from noticing that it should end.
    private static let oneQuestion = Duration.seconds(1)

    /// Asks for the topic's partitions until `deadline`; false when they are not known by then, or nobody waits any more.
    func warm(_ name: String, by deadline: ContinuousClock.Instant, while isWanted: () -> Bool = { true }) -> Bool {
        guard let topic = topics[name] ?? rd_kafka_topic_new(client.pointer, name, nil) else { return false }
        topics[name] = topic
        repeat {
            var answer: UnsafePointer<rd_kafka_metadata>?
            let remaining = min(max(.milliseconds(100), deadline - .now), Self.oneQuestion)
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
        } while ContinuousClock.now < deadline && isWanted()
        return false
    }

    /// Adds what is known about the connections to an error.
    func explain(_ error: KafkaError) -> KafkaError { client.context.explain(error) }

    /// Gives the handles back; must happen before the client is destroyed.
    func release() {
        for topic in topics.values {
            rd_kafka_topic_destroy(topic)
        }
        topics = [:]
    }
}

internal import CRdKafka
internal import Logging

/// Looks for topics through one client and makes those that are missing; every call blocks.
struct TopicMaking {
    /// A topic that was there already, with another number of partitions than planned.
    struct Oddity: Equatable, CustomStringConvertible {
        let topic: String
        let partitions: Int32
        let planned: Int32

        var description: String { "topic \(topic) has \(partitions) partitions, \(planned) were planned" }
    }

    /// What one look found.
    struct Round {
        /// Nil when all topics are there.
        var problem: KafkaError?
        /// Whether the broker was asked to make what is missing.
        var isAsked = false
        var made = 0
        var oddities: [Oddity] = []
    }

    let client: ClientHandle
    private let address: String
    /// Copies of each topic; -1 leaves it to the brokers.
    private let copies: Int
    private let logger: Logger

    init(_ client: ClientHandle, address: String, copies: Int, logger: Logger) {
        self.client = client
        self.address = address
        self.copies = copies
        self.logger = logger
    }

    /// One look and, where topics are missing, one try to make them; they are seen by the next look at the earliest.
    ///
    /// Throws what asking again will not change, and what the client said when nobody answered.
    func round(_ topics: [KafkaTopic], by deadline: ContinuousClock.Instant) throws(KafkaError) -> Round {
        let view = try client.clusterView(timeout: min(.seconds(2), max(.milliseconds(100), deadline - .now)))
        let missing = topics.filter { view.partitions[$0.name] ?? 0 == 0 }
        var round = Round()
        guard !missing.isEmpty else {
            for topic in topics {
                guard let count = view.partitions[topic.name], count != topic.partitions else { continue }
                round.oddities.append(Oddity(topic: topic.name, partitions: count, planned: topic.partitions))
            }
            return round
        }
        round.problem = KafkaError(.unknownTopic, missing.map(\.name).joined(separator: ", "))
        let cluster = client.clusterID(address: address, timeout: .seconds(1))
        guard let cluster, BrokerRules.topicsAreMadeByAdmin(cluster: cluster) else { return round }
        round.isAsked = true
        let answers = try create(missing, by: deadline)
        round.made = answers.values.count { $0 == .made }
        if round.made > 0 { logger.info("Created \(round.made) Kafka topics") }
        round.problem = try Self.verdict(answers)
        return round
    }

    /// What follows from the answers of all topics: throws when one is refused, else says why they are not seen yet.
    static func verdict(_ answers: [String: TopicAnswer]) throws(KafkaError) -> KafkaError {
        var refused: [String: (reason: KafkaError.Reason, topics: [String])] = [:]
        var later: [String: [String]] = [:]
        for (topic, answer) in answers.sorted(by: { $0.key < $1.key }) {
            switch answer {
            case .made, .wasThere: break
            case .later(let cause): later[cause, default: []].append(topic)
            case .refused(let reason, let cause):
                refused[cause, default: (reason, [])].topics.append(topic)
            }
        }
        if let first = refused.min(by: { $0.key < $1.key })?.value {
            let causes = refused.sorted { $0.key < $1.key }.map { "topics \($0.value.topics.few): \($0.key)" }
            throw KafkaError(first.reason, causes.joined(separator: "; "))
        }
        if !later.isEmpty {
            let causes = later.sorted { $0.key < $1.key }.map { "topics \($0.value.few): \($0.key)" }
            return KafkaError(.timedOut, causes.joined(separator: "; "))
        }
        // Shown by the next look; who never sees them has no right to.
        let names = answers.keys.sorted().few
        return KafkaError(.unknownTopic, "topics \(names) are there but not shown to us (DESCRIBE)")
    }

    private func create(
        _ topics: [KafkaTopic],
        by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [String: TopicAnswer] {
        var text = [CChar](repeating: 0, count: 256)
        var requests: [OpaquePointer?] = []
        defer {
            for request in requests { rd_kafka_NewTopic_destroy(request) }
        }
        for topic in topics {
            let request = rd_kafka_NewTopic_new(topic.name, topic.partitions, Int32(copies), &text, text.count)
            guard let request else { throw KafkaError(.configuration, "topic \(topic.name) is not acceptable") }
            requests.append(request)
            for (name, value) in topic.configuration {
                rd_kafka_NewTopic_set_config(request, name, value)
            }
        }
        guard let queue = rd_kafka_queue_new(client.pointer) else { return [:] }
        defer { rd_kafka_queue_destroy(queue) }
        let options = rd_kafka_AdminOptions_new(client.pointer, RD_KAFKA_ADMIN_OP_CREATETOPICS)
        defer { rd_kafka_AdminOptions_destroy(options) }
        let limit = min(.seconds(10), max(.seconds(1), deadline - .now))
        rd_kafka_AdminOptions_set_request_timeout(options, limit.milliseconds, &text, text.count)
        rd_kafka_AdminOptions_set_operation_timeout(options, limit.milliseconds, &text, text.count)
        rd_kafka_CreateTopics(client.pointer, &requests, requests.count, options, queue)
        guard let event = rd_kafka_queue_poll(queue, (limit + .seconds(1)).milliseconds) else {
            throw KafkaError(.timedOut, "make topics")
        }
        defer { rd_kafka_event_destroy(event) }
        try check(rd_kafka_event_error(event))
        var count = 0
        let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        var answers: [String: TopicAnswer] = [:]
        for index in 0..<count {
            guard let result = results?[index] else { continue }
            answers[String(cString: rd_kafka_topic_result_name(result))] = TopicAnswer(
                code: rd_kafka_topic_result_error(result).rawValue
            )
        }
        return answers
    }

    /// The request as a whole.
    private func check(_ code: rd_kafka_resp_err_t) throws(KafkaError) {
        switch code {
        case RD_KAFKA_RESP_ERR_NO_ERROR: break
        case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE where copies < 0:
            throw KafkaError(.configuration, "brokers before Kafka 2.4 must be told KAFKA_REPLICATION_FACTOR")
        case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
            throw KafkaError(.configuration, "the broker has no admin API to make topics with, and some are missing")
        default: throw client.context.error(code, doing: "make topics")
        }
    }
}

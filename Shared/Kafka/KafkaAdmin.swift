internal import CRdKafka
import Foundation
package import Logging
import Synchronization

/// A topic as it must exist before anyone writes to it or reads it.
package struct KafkaTopic: Sendable, Equatable {
    package let name: String
    package let partitions: Int32
    /// Broker properties of the topic, such as "retention.ms".
    package let configuration: [String: String]

    package init(name: String, partitions: Int32, configuration: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.configuration = configuration
    }

    package init(name: String, partitions: Int32, retentionHours: Int) {
        self.init(
            name: name,
            partitions: partitions,
            configuration: ["retention.ms": String(retentionHours * 3_600_000), "cleanup.policy": "delete"]
        )
    }
}

/// Sees to it that topics exist.
package struct KafkaAdmin: Sendable {
    private let settings: KafkaSettings
    private let clientID: String
    private let logger: Logger

    package init(_ settings: KafkaSettings, clientID: String, logger: Logger) {
        self.settings = settings
        self.clientID = clientID
        self.logger = logger
    }

    /// Creates the topics that are missing and returns when all are there; waits for a broker up to `timeout`.
    ///
    /// The embedded broker makes its topics itself and cannot be asked to: there it only waits until they are seen.
    /// A topic with another number of partitions is left alone and logged.
    package func ensure(_ topics: [KafkaTopic], timeout: Duration = .seconds(30)) async throws {
        let deadline = ContinuousClock.now + timeout
        let abandoned = Mutex(false)
        try await withTaskCancellationHandler {
            try await OwnThread.run("kafka-admin", timeout: timeout + .seconds(5)) { [self] in
                try ensure(topics) { ContinuousClock.now < deadline && !abandoned.withLock(\.self) }
            }
        } onCancel: {
            abandoned.withLock { $0 = true }
        }
    }

    private func ensure(_ topics: [KafkaTopic], while goesOn: () -> Bool) throws {
        var file = BrokerAddress(settings.brokers)
        var client: ClientHandle?
        var address = ""
        defer { client?.destroyInBackground() }
        var problem = KafkaError(.unreachable, "no broker address")
        while goesOn() {
            if let changed = file.change() {
                client?.destroyInBackground()
                address = changed
                client = try ClientHandle(
                    .producer,
                    settings.adminProperties(address: changed, clientID: clientID),
                    context: ClientContext(logger: logger)
                )
            }
            guard let client else {
                Thread.sleep(forTimeInterval: 0.1)
                continue
            }
            do {
                let missing = try missing(topics, client)
                guard !missing.isEmpty else { return }
                problem = KafkaError(.unknownTopic, missing.map(\.name).joined(separator: ", "))
                let cluster = client.clusterID(address: address, timeout: .seconds(1))
                if cluster?.hasPrefix(EmbeddedBroker.clusterPrefix) == false {
                    try create(missing, client)
                    continue
                }
            } catch let error as KafkaError {
                guard error.isRetriable else { throw error }
                problem = error
            }
            rd_kafka_poll(client.pointer, 200)
        }
        throw problem
    }

    private func missing(_ topics: [KafkaTopic], _ client: ClientHandle) throws -> [KafkaTopic] {
        let counts = try client.partitionCounts(timeout: .seconds(2))
        let missing = topics.filter { counts[$0.name] ?? 0 == 0 }
        // Told once, in the end.
        for topic in topics where missing.isEmpty {
            guard let count = counts[topic.name], count != topic.partitions else { continue }
            logger.warning("Topic \(topic.name) has \(count) partitions, \(topic.partitions) were planned")
        }
        return missing
    }

    private func create(_ topics: [KafkaTopic], _ client: ClientHandle) throws {
        var text = [CChar](repeating: 0, count: 256)
        var requests: [OpaquePointer?] = []
        defer {
            for request in requests { rd_kafka_NewTopic_destroy(request) }
        }
        for topic in topics {
            guard
                let request = rd_kafka_NewTopic_new(
                    topic.name,
                    topic.partitions,
                    Int32(settings.replicationFactor),
                    &text,
                    text.count
                )
            else { throw KafkaError(.configuration, "topic \(topic.name) is not acceptable") }
            requests.append(request)
            for (name, value) in topic.configuration {
                rd_kafka_NewTopic_set_config(request, name, value)
            }
        }
        guard let queue = rd_kafka_queue_new(client.pointer) else { return }
        defer { rd_kafka_queue_destroy(queue) }
        let options = rd_kafka_AdminOptions_new(client.pointer, RD_KAFKA_ADMIN_OP_CREATETOPICS)
        defer { rd_kafka_AdminOptions_destroy(options) }
        rd_kafka_AdminOptions_set_request_timeout(options, 10_000, &text, text.count)
        rd_kafka_CreateTopics(client.pointer, &requests, requests.count, options, queue)
        guard let event = rd_kafka_queue_poll(queue, 15_000) else { throw KafkaError(.timedOut, "create topics") }
        defer { rd_kafka_event_destroy(event) }
        try check(rd_kafka_event_error(event), "create topics")
        var count = 0
        let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        for index in 0..<count {
            let code = rd_kafka_topic_result_error(results?[index])
            // Another process may have been quicker.
            guard code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS else { continue }
            try check(code, "create topic \(String(cString: rd_kafka_topic_result_name(results?[index])))")
        }
        logger.info("Created \(count) Kafka topics")
    }

    private func check(_ code: rd_kafka_resp_err_t, _ action: String) throws {
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, doing: action) }
    }
}

internal import CRdKafka
import Foundation
package import Logging
import Synchronization

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
    /// On a broker that cannot be asked to make topics (``BrokerRules/topicsAreMadeByAdmin(cluster:)``) it only waits
    /// until they are seen. A topic with another number of partitions is left alone and logged.
    package func ensure(_ topics: [KafkaTopic], timeout: Duration = .seconds(30)) async throws {
        let deadline = ContinuousClock.now + timeout
        let abandoned = Mutex(false)
        try await withTaskCancellationHandler {
            try await OwnThread.run("kafka-admin", timeout: timeout + .seconds(5)) { [self] in
                try ensure(topics, by: deadline) { !abandoned.withLock(\.self) }
            }
        } onCancel: {
            abandoned.withLock { $0 = true }
        }
    }

    private func ensure(
        _ topics: [KafkaTopic],
        by deadline: ContinuousClock.Instant,
        while isWanted: () -> Bool
    ) throws {
        var file = BrokerAddress(settings.brokers)
        var making: TopicMaking?
        defer { making?.client.destroyInBackground() }
        var problem = KafkaError(.unreachable, "no broker address")
        while ContinuousClock.now < deadline, isWanted() {
            if let address = file.change() {
                making?.client.destroyInBackground()
                making = nil
                let client = try ClientHandle(
                    .producer,
                    settings.adminProperties(address: address, clientID: clientID),
                    context: ClientContext(logger: logger)
                )
                making = TopicMaking(client, address: address, copies: settings.replicationFactor, logger: logger)
            }
            guard let making else {
                Thread.sleep(forTimeInterval: 0.1)
                continue
            }
            do {
                let round = try making.round(topics, by: deadline)
                guard let missing = round.problem else {
                    for oddity in round.oddities { logger.warning("\(oddity.description)") }
                    return
                }
                problem = missing
            } catch {
                guard error.isRetriable else { throw error }
                problem = error
            }
            rd_kafka_poll(making.client.pointer, 200)
        }
        throw problem
    }
}

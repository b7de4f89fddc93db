package import Foundation
package import Kafka
import Logging
import Synchronization

/// A broker for one test: in this process, or the one named by KAFKA_BROKERS when that is set.
package final class TestBroker: Sendable {
    private let topics: [KafkaTopic]
    private let folder: URL
    private let running = Mutex<EmbeddedBroker?>(nil)
    package let settings: KafkaSettings
    /// False when an outside broker is used: it cannot be stopped or emptied.
    package let isEmbedded: Bool

    /// Starts a broker with the given topics.
    ///
    /// On an outside broker the topics stay: use new names in each test.
    package static func start(
        _ topics: [(name: String, partitions: Int32)],
        fetchWaitMilliseconds: Int? = nil
    ) async throws -> TestBroker {
        let environment = ProcessInfo.processInfo.environment
        let plan = topics.map { KafkaTopic(name: $0.name, partitions: $0.partitions) }
        guard environment["KAFKA_BROKERS"]?.isEmpty == false else {
            let broker = try TestBroker(plan, outside: nil, fetchWait: fetchWaitMilliseconds)
            try broker.restart()
            return broker
        }
        let settings = try KafkaSettings(environment: environment)
        let broker = try TestBroker(plan, outside: settings, fetchWait: fetchWaitMilliseconds)
        try await KafkaAdmin(settings, clientID: "test", logger: Logger(label: "test-broker")).ensure(plan)
        return broker
    }

    private init(_ topics: [KafkaTopic], outside: KafkaSettings?, fetchWait: Int?) throws {
        self.topics = topics
        folder = FileManager.default.temporaryDirectory.appending(path: "suiyue-broker-\(UUID().uuidString)")
        isEmbedded = outside == nil
        settings =
            outside
            ?? KafkaSettings(
                brokers: .file(folder.appending(path: "address").path),
                fetchWaitMilliseconds: fetchWait,
                sessionTimeoutMilliseconds: 4_000
            )
        if isEmbedded {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Where clients look for the embedded broker.
    package var addressFile: URL { folder.appending(path: "address") }

    /// The embedded broker, nil while stopped or when an outside broker is used.
    package var embedded: EmbeddedBroker? { running.withLock(\.self) }

    /// Stops the embedded broker; all it held is gone.
    package func stop() {
        guard isEmbedded else { return }
        try? FileManager.default.removeItem(at: addressFile)
        running.withLock { running in
            running?.stop()
            running = nil
        }
    }

    /// Starts the embedded broker again, empty and on another port.
    package func restart() throws {
        guard isEmbedded else { return }
        stop()
        let broker = try EmbeddedBroker(topics: topics.map { ($0.name, $0.partitions) })
        try broker.announce(at: addressFile.path)
        running.withLock { $0 = broker }
    }
}

import Cryptography
import Foundation
import Kafka
import Logging
import Messages
import Messaging
import Postgres
import TestSupport

/// A durable PostgreSQL cluster and an embedded broker of this run, and the measured service between them.
///
/// KAFKA_BROKERS names another broker, which must not be one that a platform uses: its messages would be taken.
struct Stage: Sendable {
    let place: Place
    /// Nil when it is an outside one.
    let broker: ChildProcess?
    let kafka: KafkaSettings

    static let logger: Logger = {
        var logger = Logger(label: "benchmarks")
        logger.logLevel = .error
        return logger
    }()

    static let sealingKeys = "k1:" + Data(repeating: 7, count: 32).base64EncodedString()

    static func open(_ place: Place) async throws -> Stage {
        // The cluster of the tests, durable like the one deploy/run makes.
        setenv("TEST_POSTGRES_FSYNC", "on", 1)
        let environment = ProcessInfo.processInfo.environment
        guard environment["KAFKA_BROKERS"]?.isEmpty != false else {
            let kafka = try KafkaSettings(environment: environment)
            try await KafkaAdmin(kafka, clientID: "benchmarks", logger: logger).ensure(Topology.kafkaTopics)
            return Stage(place: place, broker: nil, kafka: kafka)
        }
        let addressFile = place.folder.file("broker.address")
        try? FileManager.default.removeItem(atPath: addressFile)
        let broker = try ChildProcess(
            place.program("Broker"),
            ["--address-file", addressFile],
            log: place.folder.file("broker.log")
        )
        try await until("the broker is up") { FileManager.default.fileExists(atPath: addressFile) }
        return Stage(
            place: place,
            broker: broker,
            kafka: KafkaSettings(brokers: .file(addressFile))
        )
    }

    func close() async {
        await broker?.stop()
    }

    func database() async throws -> TestDatabase {
        try await TestDatabase.open(
            schema: SampleService.schema,
            migrations: MessagingMigration.all + [SampleService.migration],
            poolSize: 2
        )
    }

    func service(_ database: TestDatabase, workers: Int) throws -> ChildProcess {
        var environment = [
            "DATABASE_URL": database.runtimeURL,
            "DATABASE_OWNER_URL": database.ownerURL,
            "DATABASE_POOL": String(workers + 2),
            "COMMAND_WORKERS": String(workers),
            "SEALING_KEYS": Self.sealingKeys,
            "OPERATIONS_PORT": "0",
            "LOG_LEVEL": "warning",
        ]
        // An outside broker is named by our own environment, which the child inherits.
        if broker != nil { environment["KAFKA_BROKERS"] = "file:\(place.folder.file("broker.address"))" }
        return try ChildProcess(
            CommandLine.arguments[0],
            ["serve"],
            environment: environment,
            log: place.folder.file("service.log")
        )
    }
}

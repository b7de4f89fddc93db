import Cryptography
import Foundation
import Kafka
import Logging
import Messages
import Messaging
import Postgres
import TestSupport

/// A durable PostgreSQL cluster and an embedded broker of this run, and the measured service between them.
struct Stage: Sendable {
    let place: Place
    let broker: ChildProcess
    let kafka: KafkaSettings
    let addressFile: String

    static let logger: Logger = {
        var logger = Logger(label: "benchmarks")
        logger.logLevel = .error
        return logger
    }()

    static let sealingKeys = "k1:" + Data(repeating: 7, count: 32).base64EncodedString()

    static func open(_ place: Place) async throws -> Stage {
        // The cluster of the tests, durable like the one deploy/run makes.
        setenv("TEST_POSTGRES_FSYNC", "on", 1)
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
            kafka: KafkaSettings(brokers: .file(addressFile)),
            addressFile: addressFile
        )
    }

    func close() async {
        await broker.stop()
    }

    func database() async throws -> TestDatabase {
        try await TestDatabase.open(
            schema: SampleService.schema,
            migrations: MessagingMigration.all + [SampleService.migration],
            poolSize: 2
        )
    }

    func service(_ database: TestDatabase, workers: Int) throws -> ChildProcess {
        try ChildProcess(
            CommandLine.arguments[0],
            ["serve"],
            environment: [
                "DATABASE_URL": database.runtimeURL,
                "DATABASE_OWNER_URL": database.ownerURL,
                "DATABASE_POOL": String(workers + 2),
                "COMMAND_WORKERS": String(workers),
                "SEALING_KEYS": Self.sealingKeys,
                "KAFKA_BROKERS": "file:\(addressFile)",
                "OPERATIONS_PORT": "0",
                "LOG_LEVEL": "warning",
            ],
            log: place.folder.file("service.log")
        )
    }
}

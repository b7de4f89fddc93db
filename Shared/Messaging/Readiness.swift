import Foundation
import Kafka
import Logging
import Messages
import Operations
import Postgres
import ServiceLifecycle

/// Keeps the health parts `database` and `topics` true to what is.
struct Readiness: Service {
    let database: Database
    let kafka: KafkaSettings
    let producers: [(KafkaProducer, [String])]
    let health: HealthState
    let metrics: Metrics
    let logger: Logger

    func run() async throws {
        health.set("database", ready: false, detail: "not yet asked")
        health.set("topics", ready: false, detail: "not yet warm")
        metrics.gauge("suiyue_database_connections", help: "Open connections") { [database] in
            Double(database.health.connections)
        }
        metrics.gauge("suiyue_database_waiting", help: "Tasks that wait for a connection") { [database] in
            Double(database.health.waiting)
        }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await watchDatabase() }
                tasks.addTask { await warmTopics() }
            }
        }
    }

    private func watchDatabase() async {
        while !Task.isCancelled {
            do {
                try await database.ping()
                health.set("database", ready: true)
                try? await Task.sleep(for: .seconds(5))
            } catch {
                guard !Task.isCancelled else { return }
                health.set("database", ready: false, detail: SafeErrorText.of(error))
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func warmTopics() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await KafkaAdmin(kafka, clientID: "readiness", logger: logger).ensure(Topology.kafkaTopics)
                for (producer, topics) in producers { try await producer.warm(topics: topics) }
                return health.set("topics", ready: true)
            } catch {
                guard !Task.isCancelled else { return }
                health.set("topics", ready: false, detail: SafeErrorText.of(error))
                try? await Task.sleep(for: BackOff(cap: .seconds(5)).delay(after: failures))
                failures += 1
            }
        }
    }
}

import Foundation
package import Kafka
package import Logging
package import Operations
package import Postgres
import ServiceLifecycle

/// Sends what the outbox holds to the broker: at least once, in order per key, and again when the broker lost it.
///
/// Of several relays each shard has one owner, by an advisory lock on a connection of its own.
package final class OutboxRelay: Service {
    private static let poll: Duration = .milliseconds(100)

    private let store: OutboxStore
    private let database: Database
    private let producer: KafkaProducer
    private let wake: WakeSignal
    private let health: HealthState
    private let gauges: OutboxGauges
    private let logger: Logger
    private let backOff = BackOff(base: .milliseconds(100), cap: .seconds(5))

    package init(
        database: Database,
        context: MessagingContext,
        producer: KafkaProducer,
        health: HealthState,
        metrics: Metrics,
        logger: Logger
    ) {
        self.database = database
        self.producer = producer
        self.health = health
        self.logger = logger
        wake = context.outboxWake
        store = OutboxStore(database: database)
        gauges = OutboxGauges(metrics, service: context.source)
    }

    /// Sends until told to stop; a lost connection is replaced.
    package func run() async throws {
        let stop = StopSign()
        await stop.guarding(wake) {
            var failures = 0
            while !stop.isRaised {
                do {
                    try await database.withDedicatedConnection { connection in
                        try await relay(on: connection, until: stop) { failures = 0 }
                    }
                } catch {
                    guard !stop.isRaised else { return }
                    logger.warning("the outbox relay starts again", metadata: ["cause": "\(SafeErrorText.of(error))"])
                    health.set("outbox relay", ready: false, detail: "no database")
                    await wake.wait(atMost: backOff.delay(after: failures))
                    failures += 1
                }
            }
        }
    }

    /// Sends what waits in the shards this relay can own now; returns how many events.
    ///
    /// For tests and operators.
    package func runOnce() async throws -> Int {
        try await database.withDedicatedConnection { connection in
            var round = RelayRound(store: store, producer: producer, logger: logger)
            let shards = try await OutboxStore.lock(shardsBeside: [], on: connection)
            var sent = 0
            while true {
                let result = try await round.run(shards)
                sent += result.sent
                if result.isHeld { try await Task.sleep(for: Self.poll) } else if !result.isBehind { return sent }
            }
        }
    }

    private func relay(on connection: Connection, until stop: StopSign, healthy: () -> Void) async throws {
        var round = RelayRound(store: store, producer: producer, logger: logger)
        var shards: [Int] = []
        var nextLook = ContinuousClock.now
        var failures = 0
        while !stop.isRaised {
            if ContinuousClock.now >= nextLook {
                // Also finds out that the connection, and with it the locks, are gone.
                shards += try await OutboxStore.lock(shardsBeside: shards, on: connection)
                try await gauges.read(database)
                health.set("outbox relay", ready: true, detail: "\(shards.count) shards")
                healthy()
                nextLook = .now + .seconds(1)
            }
            let result = try await round.run(shards)
            if result.failed > 0 {
                await wake.wait(atMost: backOff.delay(after: failures))
                failures += 1
            } else {
                failures = 0
                if !result.isBehind { await wake.wait(atMost: Self.poll) }
            }
        }
    }
}

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
    /// While it is not clear which broker this is.
    private static let poll: Duration = .milliseconds(100)
    /// How soon a changed broker is seen, which costs no statement.
    private static let tick: Duration = .milliseconds(250)
    /// The net beneath wake-ups and notifications that were lost.
    private static let slowPoll: Duration = .seconds(5)
    /// Between two looks at the locks and at what waits: shards whose owner has ended are taken over soon.
    private static let look: (missing: Duration, all: Duration) = (.seconds(1), .seconds(10))

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
                if !result.isHeld, !result.isBehind {
                    try await round.finish()
                    return sent
                }
                try await Task.sleep(for: result.isHeld ? Self.poll : result.pause)
            }
        }
    }

    private func relay(on connection: Connection, until stop: StopSign, healthy: () -> Void) async throws {
        var round = RelayRound(store: store, producer: producer, logger: logger)
        var shards: [Int] = []
        var nextLook = ContinuousClock.now
        var failures = 0
        var told = 0
        while !stop.isRaised {
            if ContinuousClock.now >= nextLook {
                // Also finds out that the connection, and with it the locks, are gone.
                shards += try await OutboxStore.lock(shardsBeside: shards, on: connection)
                try await gauges.read(database)
                health.set("outbox relay", ready: true, detail: "\(shards.count) shards")
                healthy()
                nextLook = .now + (shards.count < Outbox.shards ? Self.look.missing : Self.look.all)
            }
            let raises = wake.raises
            if raises != told, shards.count < Outbox.shards { try await OutboxStore.notifyOthers(on: connection) }
            told = raises
            let result = try await round.run(shards)
            if result.failed > 0 {
                await wake.wait(atMost: backOff.delay(after: failures))
                failures += 1
            } else {
                failures = 0
                if result.isHeld {
                    await wake.wait(atMost: Self.poll)
                } else if result.isBehind {
                    if result.pause > .zero { await wake.wait(atMost: result.pause) }
                } else {
                    await rest(until: min(nextLook, .now + Self.slowPoll), round)
                }
            }
        }
        try await round.finish()
    }

    /// Waits until something is announced, the broker is another than it was, or the time has come.
    private func rest(until end: ContinuousClock.Instant, _ round: RelayRound) async {
        while !round.seesAnotherBroker {
            let left = end - .now
            if left <= .zero { return }
            if await wake.wait(atMost: min(left, Self.tick)) { return }
        }
    }
}

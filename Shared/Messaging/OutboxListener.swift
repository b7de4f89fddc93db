import Logging
import Postgres
import ServiceLifecycle

/// Wakes the relay when another process of the service has announced something in a shard that it owns, and the runner of
/// jobs when another has more of them than places.
final class OutboxListener: Service {
    private let database: Database
    private let wakes: [WakeSignal]
    private let logger: Logger
    private let backOff = BackOff(base: .milliseconds(100), cap: .seconds(5))

    init(database: Database, context: MessagingContext, logger: Logger) {
        self.database = database
        wakes = [context.outboxWake, context.jobsWake]
        self.logger = logger
    }

    /// Listens until told to stop; a lost connection is replaced, and until then the relay looks by itself.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var failures = 0
            while !Task.isCancelled {
                do {
                    try await database.withDedicatedConnection { connection in
                        try await OutboxStore.listen(on: connection)
                        failures = 0
                        while true {
                            guard try await connection.isNotified(within: .seconds(60)) else { continue }
                            for wake in wakes { wake.raiseForOthers() }
                        }
                    }
                } catch {
                    guard !Task.isCancelled else { return }
                    logger.debug("the outbox listener starts again", metadata: ["cause": "\(SafeErrorText.of(error))"])
                    try? await Task.sleep(for: backOff.delay(after: failures))
                    failures += 1
                }
            }
        }
    }
}

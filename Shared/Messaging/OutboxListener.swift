import Logging
import Postgres
import ServiceLifecycle

/// Wakes the relay when another process of the service has announced something in a shard that it owns.
final class OutboxListener: Service {
    private let database: Database
    private let wake: WakeSignal
    private let logger: Logger
    private let backOff = BackOff(base: .milliseconds(100), cap: .seconds(5))

    init(database: Database, context: MessagingContext, logger: Logger) {
        self.database = database
        wake = context.outboxWake
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
                            if try await connection.isNotified(within: .seconds(60)) { wake.raiseForOthers() }
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

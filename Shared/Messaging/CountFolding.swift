package import Logging
package import Postgres
import ServiceLifecycle

/// Keeps few the changes of counts that a service's triggers append beside the totals.
package struct CountFolding: Service {
    private let database: Database
    private let logger: Logger
    private let fold: @Sendable (Transaction) async throws -> Int

    /// `fold` adds the oldest changes to the totals and returns how many it touched, 0 when there is none.
    package init(
        database: Database,
        logger: Logger,
        fold: @escaping @Sendable (Transaction) async throws -> Int
    ) {
        self.database = database
        self.logger = logger
        self.fold = fold
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while try await database.withTransaction({ try await fold($0) }) > 0 {}
                } catch {
                    logger.debug("counts are folded later", metadata: ["cause": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(30))
            }
        }
    }
}

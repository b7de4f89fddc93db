package import Logging
import ServiceLifecycle

/// Deletes, every hour, the objects that a service has put and nothing refers to.
package struct ObjectCollection: Service {
    private let store: TrackedStore
    private let logger: Logger

    package init(_ store: TrackedStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var deleted = 0
                do {
                    while try await store.collectOne() { deleted += 1 }
                } catch {
                    logger.debug("objects are collected later", metadata: ["cause": "\(type(of: error))"])
                }
                if deleted > 0 {
                    logger.info("deleted objects that nothing refers to", metadata: ["count": "\(deleted)"])
                }
                try? await Task.sleep(for: .seconds(3600))
            }
        }
    }
}

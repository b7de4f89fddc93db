import Foundation
import Logging
import Messages
import Messaging

/// Puts the service together and runs it.
func assemble(_ settings: NotifierSettings, _ logger: Logger) async throws {
    let runtime = try await ServiceRuntime(
        .notifier,
        settings: settings.runtime,
        migrations: migrations,
        logger: logger
    )
    let service = NotifierService(
        keys: runtime.keys,
        messages: settings.messages,
        publicURL: settings.publicURL,
        now: { Date() }
    )
    try await runtime.run(routes: service.routes, jobs: service.jobs, kept: KeptRows.ofNotifier)
}

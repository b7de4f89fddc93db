import Foundation
import Logging
import Messages
import Messaging

/// Puts the service together and runs it.
func assemble(_ settings: IdentitySettings, _ logger: Logger) async throws {
    let runtime = try await ServiceRuntime(
        .identity,
        settings: settings.runtime,
        migrations: migrations,
        logger: logger
    )
    let service = IdentityService(keys: runtime.keys, providers: settings.providers, now: { Date() })
    try await runtime.run(
        routes: service.routes,
        jobs: service.jobs,
        kept: KeptRows.ofIdentity(operationLogDays: settings.operationLogDays)
    )
}

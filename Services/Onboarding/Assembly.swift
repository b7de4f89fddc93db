import Foundation
import Logging
import Messages
import Messaging

/// Puts the service together and runs it.
func assemble(_ settings: OnboardingSettings, _ logger: Logger) async throws {
    let runtime = try await ServiceRuntime(
        .onboarding,
        settings: settings.runtime,
        migrations: migrations,
        logger: logger
    )
    let service = OnboardingService(keys: runtime.keys, now: { Date() })
    let folding = CountFolding(database: runtime.database, logger: logger) { try await $0.foldChanges() }
    try await runtime.run(routes: service.routes, kept: KeptRows.ofOnboarding, services: [folding])
}

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
    try await runtime.run(routes: service.routes)
}

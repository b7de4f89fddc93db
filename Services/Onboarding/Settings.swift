import Messages
import Messaging
import Operations

/// What the onboarding service can be told.
struct OnboardingSettings: Sendable {
    let runtime: RuntimeSettings

    init(_ settings: Settings) {
        runtime = RuntimeSettings(settings, service: .onboarding, operationsPort: 8072)
    }
}

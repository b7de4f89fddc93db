import Cryptography
import Foundation
import Messages

/// What this service's use cases need from outside.
struct OnboardingService: Sendable {
    let keys: SealingKeys
    let now: @Sendable () -> Date
}

import Cryptography
import Foundation
import Messages

/// What this service's use cases need from outside.
struct OnboardingService: Sendable {
    let keys: SealingKeys
    let now: @Sendable () -> Date

    /// The index that a request carries, as bytes.
    func bytes(ofIndex hex: String) throws(Refusal) -> Data {
        guard let data = Data(hex: hex), data.count == 32 else { throw Refusal("messaging.malformed", .malformed) }
        return data
    }
}

import Cryptography
import Foundation
import OutboundHTTP

/// What this service's use cases need from outside.
struct NotifierService: Sendable {
    let keys: SealingKeys
    let messages: ProviderClient
    /// Scheme and host at which people reach the platform, without a slash at the end.
    let publicURL: String
    let now: @Sendable () -> Date
}

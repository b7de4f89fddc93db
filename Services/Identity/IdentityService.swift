import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging

/// What this service's use cases need from outside.
struct IdentityService: Sendable {
    let keys: SealingKeys
    let providers: Providers
    let awaited = AwaitedVerifications()
    /// For passwords of whoever asks: half of the workers are left to those who bring none.
    ///
    /// As many wait as two cores get done in the two seconds that one waits.
    let judging = WorkPlaces(4, waiting: 16)
    let now: @Sendable () -> Date

    /// The digest under which a code is kept; it is bound to the code's phone and purpose.
    func codeDigest(_ code: String, phoneIndex: Data, purpose: CodePurpose) -> Data {
        keys.lookUpIndex("\(purpose.rawValue)|\(phoneIndex.hex)|\(code)", purpose: "one-time-code")
    }
}

import Foundation
import Messages

/// How many codes a phone and a client address were sent lately.
struct CodeHistory: Sendable {
    static let perPhoneAnHour = 5
    static let perPhoneADay = 10
    static let perAddressAnHour = 60

    var lastForPurpose: Date?
    var phoneLastHour: Int
    var phoneLastDay: Int
    var addressLastHour: Int

    /// Refuses another code when one was sent too shortly before or too many were sent already.
    func allowAnother(now: Date) throws(Refusal) {
        if let last = lastForPurpose {
            let next = last.addingTimeInterval(OneTimeCode.resendAfter)
            guard now >= next else { throw Refusal("identity.code-too-soon", .tooMany, retryAt: next) }
        }
        guard phoneLastDay < Self.perPhoneADay else {
            throw Refusal("identity.code-limit-day", .tooMany, retryAt: now.addingTimeInterval(86_400))
        }
        guard phoneLastHour < Self.perPhoneAnHour, addressLastHour < Self.perAddressAnHour else {
            throw Refusal("identity.code-limit-hour", .tooMany, retryAt: now.addingTimeInterval(3600))
        }
    }
}

import Foundation
import Identifiers
import Messages

/// How often one address and one account may ask.
package struct RequestLimits: Sendable {
    private let addresses: TokenBuckets
    private let guarded: TokenBuckets
    private let accounts: TokenBuckets

    package init(address: Rate, guarded: Rate, account: Rate) {
        addresses = TokenBuckets(address)
        self.guarded = TokenBuckets(guarded)
        accounts = TokenBuckets(account)
    }

    func admit(address: String, isGuarded: Bool, now: Date) throws(Refusal) {
        let key = Network.limitKey(address)
        try Self.check(addresses.take(key, now: now), now)
        if isGuarded { try Self.check(guarded.take(key, now: now), now) }
    }

    func admit(account: AccountID, now: Date) throws(Refusal) {
        try Self.check(accounts.take(account.description, now: now), now)
    }

    private static func check(_ wait: TimeInterval?, _ now: Date) throws(Refusal) {
        guard let wait else { return }
        throw Refusal("gateway.too-many-requests", .tooMany, retryAt: now.addingTimeInterval(max(1, wait)))
    }
}

import Foundation
import Synchronization

/// How many requests at once and how many a second one party may make.
package struct Rate: Sendable {
    let burst: Double
    let perSecond: Double

    package init(burst: Double, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }
}

/// Token buckets by name, bounded in number.
final class TokenBuckets: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    private let rate: Rate
    private let limit: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    init(_ rate: Rate, limit: Int = 50_000) {
        self.rate = rate
        self.limit = limit
    }

    /// Takes one token, or returns the seconds until there is one.
    func take(_ name: String, now: Date) -> TimeInterval? {
        let now = now.timeIntervalSince1970
        return buckets.withLock { buckets in
            if buckets.count >= limit { makeRoom(&buckets, now: now) }
            var bucket = buckets[name] ?? Bucket(tokens: rate.burst, filledAt: now)
            bucket.tokens = min(rate.burst, bucket.tokens + max(0, now - bucket.filledAt) * rate.perSecond)
            bucket.filledAt = now
            let isEnough = bucket.tokens >= 1
            if isEnough { bucket.tokens -= 1 }
            buckets[name] = bucket
            return isEnough ? nil : (1 - bucket.tokens) / rate.perSecond
        }
    }

    /// Full buckets remember nothing; when that is not enough all are forgotten rather than anybody locked out.
    private func makeRoom(_ buckets: inout [String: Bucket], now: Double) {
        buckets = buckets.filter { $0.value.tokens + (now - $0.value.filledAt) * rate.perSecond < rate.burst }
        if buckets.count >= limit { buckets.removeAll() }
    }
}

package import Foundation
import Synchronization

/// Values by key for a limited time and in limited number; the oldest go first.
package final class BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        let keptAt: Date
    }

    private let limit: Int
    private let lifetime: TimeInterval
    private let entries = Mutex<[Key: Entry]>([:])

    init(limit: Int, lifetime: TimeInterval) {
        self.limit = limit
        self.lifetime = lifetime
    }

    subscript(key: Key, now: Date) -> Value? {
        entries.withLock { entries in
            guard let entry = entries[key] else { return nil }
            guard now.timeIntervalSince(entry.keptAt) < lifetime else {
                entries[key] = nil
                return nil
            }
            return entry.value
        }
    }

    func keep(_ value: Value, for key: Key, now: Date) {
        entries.withLock { entries in
            if entries.count >= limit, entries[key] == nil { makeRoom(&entries, now: now) }
            entries[key] = Entry(value: value, keptAt: now)
        }
    }

    /// Keeps a value unless one is there already; false when one is.
    package func keepFirst(_ value: Value, for key: Key, now: Date) -> Bool {
        entries.withLock { entries in
            if let entry = entries[key], now.timeIntervalSince(entry.keptAt) < lifetime { return false }
            if entries.count >= limit, entries[key] == nil { makeRoom(&entries, now: now) }
            entries[key] = Entry(value: value, keptAt: now)
            return true
        }
    }

    @discardableResult
    package func forget(_ key: Key) -> Value? {
        entries.withLock { $0.removeValue(forKey: key)?.value }
    }

    func forgetAll() {
        entries.withLock { $0.removeAll() }
    }

    var count: Int { entries.withLock { $0.count } }

    private func makeRoom(_ entries: inout [Key: Entry], now: Date) {
        entries = entries.filter { now.timeIntervalSince($0.value.keptAt) < lifetime }
        guard entries.count >= limit else { return }
        // An eighth at once, so that sorting is rare.
        let oldest = entries.sorted { $0.value.keptAt < $1.value.keptAt }.prefix(max(1, limit / 8))
        for (key, _) in oldest { entries[key] = nil }
    }
}

import Foundation
import Glibc

/// Follows the broker address, which may stand in a file that appears late and changes.
struct BrokerAddress {
    private let source: KafkaSettings.Brokers
    private var seen: Stamp?
    private var nextLook = ContinuousClock.now

    /// The same address written again means a new, empty broker that got the same port: so not only the text counts.
    private struct Stamp: Equatable {
        let file: UInt
        let seconds: Int
        let nanoseconds: Int
    }

    init(_ source: KafkaSettings.Brokers) {
        self.source = source
    }

    /// The address when it is known for the first time or was written anew, else nil; looks at most every 250 ms.
    mutating func change(now: ContinuousClock.Instant = .now) -> String? {
        guard now >= nextLook else { return nil }
        nextLook = now + .milliseconds(250)
        switch source {
        case .fixed(let list):
            guard seen == nil else { return nil }
            seen = Stamp(file: 0, seconds: 0, nanoseconds: 0)
            return list
        case .file(let path):
            // Asked before and after reading: a file replaced in between is looked at again next time.
            guard let stamp = stamp(path), stamp != seen, let data = FileManager.default.contents(atPath: path),
                stamp == self.stamp(path)
            else { return nil }
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else { return nil }
            seen = stamp
            return text
        }
    }

    private func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Stamp(file: status.st_ino, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}

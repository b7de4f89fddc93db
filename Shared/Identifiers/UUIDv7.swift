package import Foundation
import Synchronization

extension UUID {
    /// Makes a time-ordered UUID (RFC 9562 version 7), strictly increasing within this process when no date is given.
    ///
    /// With a date, the UUID carries exactly that millisecond and increases only against others of the same millisecond.
    package static func v7(at date: Date? = nil) -> UUID {
        guard let date else {
            return clockSequence.withLock { $0.next(milliseconds: milliseconds(of: Date()), mayStepBack: false) }
        }
        return datedSequence.withLock { $0.next(milliseconds: milliseconds(of: date), mayStepBack: true) }
    }

    /// The moment a version 7 UUID carries, to the millisecond; nil for other versions.
    package var v7Date: Date? {
        let b = uuid
        guard b.6 >> 4 == 7 else { return nil }
        let value = [b.0, b.1, b.2, b.3, b.4, b.5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Date(timeIntervalSince1970: Double(value) / 1000)
    }

    private static let clockSequence = Mutex(UUIDSequence())
    private static let datedSequence = Mutex(UUIDSequence())

    /// 48 bits of milliseconds; dates before 1970 or beyond the year 10889 are clamped.
    private static func milliseconds(of date: Date) -> UInt64 {
        let value = (date.timeIntervalSince1970 * 1000).rounded(.down)
        return UInt64(min(max(value, 0), 281_474_976_710_655))
    }
}

/// The last time and counter given out; the counter fills the 12 bits after the version.
private struct UUIDSequence {
    private var milliseconds: UInt64 = 0
    private var counter: UInt16 = 0

    mutating func next(milliseconds now: UInt64, mayStepBack: Bool) -> UUID {
        var random = SystemRandomNumberGenerator()
        if now > milliseconds || (mayStepBack && now != milliseconds) {
            milliseconds = now
            // The upper half stays free, so that at least 2048 more fit into this millisecond.
            counter = UInt16.random(in: 0..<2048, using: &random)
        } else if counter < 4095 {
            counter += 1
        } else {
            milliseconds += 1
            counter = 0
        }
        return Self.assemble(milliseconds: milliseconds, counter: counter, random: random.next())
    }

    private static func assemble(milliseconds: UInt64, counter: UInt16, random: UInt64) -> UUID {
        func byte(_ value: UInt64, _ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift) }
        return UUID(
            uuid: (
                byte(milliseconds, 40), byte(milliseconds, 32), byte(milliseconds, 24),
                byte(milliseconds, 16), byte(milliseconds, 8), byte(milliseconds, 0),
                0x70 | UInt8(truncatingIfNeeded: counter >> 8), UInt8(truncatingIfNeeded: counter),
                0x80 | (byte(random, 56) & 0x3F), byte(random, 48), byte(random, 40), byte(random, 32),
                byte(random, 24), byte(random, 16), byte(random, 8), byte(random, 0)
            )
        )
    }
}

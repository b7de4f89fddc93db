/// A Chinese mobile number that can receive text messages; it prints as its mask.
package struct MobileNumber: Hashable, Sendable, CustomStringConvertible {
    /// The eleven digits without country code.
    package let digits: String
    private let range: NumberRanges.Range

    /// Reads eleven ASCII digits, with an optional `+86` or `86` before them.
    package init?(_ text: String) {
        let national =
            text.hasPrefix("+86") ? text.dropFirst(3) : text.count == 13 ? text.droppingPrefix("86") : text[...]
        guard
            national.utf8.count == 11, national.utf8.allSatisfy(\.isDigit),
            let prefix = Int(national.prefix(5)), let range = NumberRanges.containing(prefix)
        else { return nil }
        self.digits = String(national)
        self.range = range
    }

    /// First three, four stars, last four: `138****0001`.
    package var masked: String {
        Masks.phone(digits)
    }

    /// Whether a reseller's range: three-factor checks cannot work, text messages do.
    package var isVirtual: Bool {
        range.use == .virtual
    }

    /// The carrier the range was issued to, a hint only: numbers can be ported.
    package var issuingCarrier: NumberRanges.Carrier {
        range.carrier
    }

    package var description: String {
        masked
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.digits == right.digits
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digits)
    }
}

extension String {
    fileprivate func droppingPrefix(_ prefix: String) -> Substring {
        hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
    }
}

extension UInt8 {
    /// Whether this is an ASCII digit.
    var isDigit: Bool {
        (0x30...0x39).contains(self)
    }
}

/// A bank card's number of 12 to 19 digits; it prints as its mask.
package struct BankCardNumber: Hashable, Sendable, CustomStringConvertible {
    package let digits: String

    /// Reads digits with spaces between groups allowed.
    package init?(_ text: String) {
        let digits = text.filter { $0 != " " }
        guard (12...19).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit) else { return nil }
        self.digits = digits
    }

    /// Old cards may fail this: warn and let the bank decide.
    package var passesLuhn: Bool {
        luhnValid(digits)
    }

    package var lastFour: String {
        String(digits.suffix(4))
    }

    package var masked: String {
        Masks.bankCard(digits)
    }

    package var description: String {
        masked
    }
}

/// Whether a text of digits, and of nothing else, has a Luhn sum divisible by ten.
package func luhnValid(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return false }
    let sum = text.utf8.reversed().enumerated().reduce(0) { sum, item in
        let digit = Int(item.element) - 0x30
        guard item.offset % 2 == 1 else { return sum + digit }
        return sum + (digit < 5 ? digit * 2 : digit * 2 - 9)
    }
    return sum % 10 == 0
}

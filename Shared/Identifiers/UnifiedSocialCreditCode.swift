import Foundation

/// An organisation's unified social credit code (GB 32100-2015): 18 characters with a check digit, kept in upper case.
package struct UnifiedSocialCreditCode: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Reads a code in either case, with white space around it ignored.
    package init(parsing: String) throws(IdentifierProblem) {
        let text = parsing.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
        let characters = Array(text.utf8)
        guard characters.count == 18 else { throw IdentifierProblem(.length) }
        let values = characters.compactMap { Self.alphabet.firstIndex(of: $0) }
        guard values.count == 18 else { throw IdentifierProblem(.characters) }
        guard characters[2..<8].allSatisfy(\.isDigit) else { throw IdentifierProblem(.region) }
        guard values[17] == Self.checkValue(of: values) else { throw IdentifierProblem(.checkDigit) }
        self.text = text
    }

    /// Whether the code was given to an individual business (个体工商户).
    package var isIndividualBusiness: Bool {
        text.hasPrefix("92")
    }

    package var description: String {
        text
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    private static func checkValue(of values: [Int]) -> Int {
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (31 - sum % 31) % 31
    }
}

extension UnifiedSocialCreditCode: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

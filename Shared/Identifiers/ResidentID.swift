package import Foundation

/// A mainland resident identity number or Hong Kong, Macau or Taiwan residence permit number (GB 11643-1999).
///
/// It prints as its mask.
package struct ResidentID: Hashable, Sendable, CustomStringConvertible {
    /// Eighteen characters, a check letter in upper case.
    package let text: String
    package let birthDate: BirthDate

    /// Reads a number; `today` is taken in China's time zone, and a birth date after it is refused.
    package init(parsing: String, today: Date) throws(IdentifierProblem) {
        let text = parsing.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
        let characters = Array(text.utf8)
        guard characters.count == 18 else { throw IdentifierProblem(.length) }
        guard characters.dropLast().allSatisfy(\.isDigit), characters[17].isDigit || characters[17] == Self.letterX
        else { throw IdentifierProblem(.characters) }
        let digits = characters.dropLast().map { Int($0) - 0x30 }
        // Districts come and go and old numbers stay valid: only the province is checked.
        guard Self.provinces.contains(digits[0] * 10 + digits[1]) else { throw IdentifierProblem(.region) }
        let birthDate = BirthDate(
            year: digits[6..<10].reduce(0) { $0 * 10 + $1 },
            month: digits[10] * 10 + digits[11],
            day: digits[12] * 10 + digits[13]
        )
        guard let birthDate, birthDate.year >= 1850, birthDate <= BirthDate(ofDayInChina: today)
        else { throw IdentifierProblem(.date) }
        guard characters[17] == Self.checkCharacter(of: digits) else { throw IdentifierProblem(.checkDigit) }
        self.text = text
        self.birthDate = birthDate
    }

    /// The seventeenth digit is odd for men.
    package var isMale: Bool {
        text.utf8.dropLast().last.map { $0 % 2 == 1 } ?? false
    }

    /// First four, thirteen stars, last one.
    package var masked: String {
        Masks.idNumber(text)
    }

    package var description: String {
        masked
    }

    private static let letterX = UInt8(ascii: "X")
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checkCharacters = Array("10X98765432".utf8)
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
        50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
    ]

    private static func checkCharacter(of digits: [Int]) -> UInt8 {
        checkCharacters[zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11]
    }
}

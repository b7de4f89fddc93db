/// Numbers of people and enterprises that do not exist, with check digits that are right.
package enum FictionalNumbers {
    private static let mobilePrefixes = ["130", "135", "138", "139", "150", "158", "159", "182", "186", "188", "199"]

    /// A mobile number of eleven digits; `number` has at most four.
    package static func phone(run: Int, number: Int, ending: String? = nil) -> String {
        // A number with an ending of its own must differ from all others by what comes before.
        if let ending { return "187" + digits(run * 7 + number, 4) + ending }
        return mobilePrefixes[run % mobilePrefixes.count] + digits(run / mobilePrefixes.count, 4) + digits(number, 4)
    }

    /// Endings by which the sandbox fails on purpose.
    static func isReserved(_ number: Int) -> Bool {
        [404, 429, 504].contains(number % 10_000)
    }

    /// A resident's ID number (GB 11643) of somebody born between 1965 and 2000.
    package static func residentID(run: Int, number: Int) -> String {
        let mixed = run &* 31 &+ number
        let region = "44" + digits(run % 10_000, 4)
        let birth = digits(1965 + mixed % 35, 4) + digits(1 + mixed / 35 % 12, 2) + digits(1 + mixed / 7 % 28, 2)
        let body = region + birth + digits(number % 1000, 3)
        return body + residentCheck(body)
    }

    /// The seventeenth digit is odd for men.
    package static func isMale(_ residentID: String) -> Bool {
        (residentID.dropLast().last?.wholeNumberValue ?? 0) % 2 == 1
    }

    /// The check character of seventeen digits.
    package static func residentCheck(_ body: String) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return String(Array("10X98765432")[sum % 11])
    }

    /// A unified social credit code (GB 32100) of an enterprise.
    package static func socialCreditCode(run: Int, number: Int) -> String {
        let organization = "MA" + digits(run, 5) + "0"
        let body = "9144" + digits(number, 4) + organization + organizationCheck(organization)
        return body + socialCreditCheck(body)
    }

    /// The check character of seventeen characters.
    package static func socialCreditCheck(_ body: String) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(body, weights).reduce(0) { $0 + (alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return String(alphabet[(31 - sum % 31) % 31])
    }

    /// The check character of an organisation's eight (GB 11714).
    private static func organizationCheck(_ body: String) -> String {
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body, weights).reduce(0) { $0 + (Int(String($1.0), radix: 36) ?? 0) * $1.1 }
        switch 11 - sum % 11 {
        case 10: return "X"
        case 11: return "0"
        case let digit: return String(digit)
        }
    }

    /// The digits of a number as Chinese characters.
    package static func chinese(_ number: Int) -> String {
        let characters = Array("〇一二三四五六七八九")
        return String(digits(number, 5).compactMap { $0.wholeNumberValue.map { characters[$0] } })
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String((String(repeating: "0", count: max(0, count - text.count)) + text).suffix(count))
    }
}

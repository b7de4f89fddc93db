/// Passwords that are guessed first: runs, repetitions and a few words with digits.
enum CommonPasswords {
    static func contains(_ password: String) -> Bool {
        let lowered = password.lowercased()
        return isRepetition(lowered) || isRun(lowered)
            || words.contains { word in
                lowered.hasPrefix(word) && lowered.dropFirst(word.count).allSatisfy(\.isNumber)
            }
    }

    private static let words = [
        "password", "passw0rd", "qwerty", "qwertyuiop", "qazwsx", "1qaz2wsx", "admin", "administrator", "welcome",
        "iloveyou", "woaini", "abc", "aa", "letmein", "asdfgh", "zxcvbn", "suiyue", "test",
    ]

    private static func isRepetition(_ text: String) -> Bool {
        (1...4).contains { length in
            let unit = text.prefix(length)
            return String(repeating: String(unit), count: text.count / length + 1).hasPrefix(text)
        }
    }

    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
        return steps == [1] || steps == [-1] || text == "1234567890"
    }
}

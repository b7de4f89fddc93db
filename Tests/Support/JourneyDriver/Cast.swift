import Synchronization

/// Somebody who does not exist, with numbers whose check digits are right.
package struct FictionalPerson: Sendable {
    package var name: String
    package var idNumber: String
    package var phone: String
    package var address: String
    package var isMale: Bool
    package var emergencyName: String
    package var emergencyPhone: String
}

/// An enterprise that does not exist.
package struct FictionalEnterprise: Sendable {
    package var name: String
    package var uscc: String
}

/// Invents people and enterprises that no other run has used.
package final class Cast: Sendable {
    /// Five digits that stand in every number of this run.
    package let run: Int
    private let count = Mutex(0)

    package init(run: Int = Int.random(in: 0..<100_000)) {
        self.run = run
    }

    /// Somebody called 测试甲, 测试乙 and so on, or as given: the sandbox fails on purpose for names such as 测试超时, and
    /// for phones with certain last four digits.
    package func person(_ name: String? = nil, phoneEnding: String? = nil) -> FictionalPerson {
        let number = next()
        let idNumber = FictionalNumbers.residentID(run: run, number: number)
        return FictionalPerson(
            name: name ?? "测试\(Self.stem(number))",
            idNumber: idNumber,
            phone: FictionalNumbers.phone(run: run, number: number, ending: phoneEnding),
            address: "示例市虚构区测试路\(run)号\(number)室",
            isMale: FictionalNumbers.isMale(idNumber),
            emergencyName: "示例\(Self.stem(number + 1))",
            emergencyPhone: FictionalNumbers.phone(run: run, number: 5_000 + number)
        )
    }

    package func enterprise(_ word: String = "科技") -> FictionalEnterprise {
        let number = next()
        return FictionalEnterprise(
            name: "示例\(FictionalNumbers.chinese(run))\(Self.stem(number))\(word)有限公司",
            uscc: FictionalNumbers.socialCreditCode(run: run, number: number)
        )
    }

    private func next() -> Int {
        count.withLock { count in
            repeat { count += 1 } while FictionalNumbers.isReserved(count)
            return count
        }
    }

    private static func stem(_ number: Int) -> String {
        let stems = Array("甲乙丙丁戊己庚辛壬癸")
        let branches = Array("子丑寅卯辰巳午未申酉戌亥")
        let first = String(stems[number % stems.count])
        return number < stems.count ? first : first + String(branches[number % branches.count])
    }
}

package import Cryptography
package import Identifiers
package import Messages
import Synchronization

/// Somebody who does not exist, with numbers that nobody else in this process has.
package struct FictionalPerson: Sendable {
    package var accountID = AccountID.new()
    package var personID = PersonID.new()
    package var name: String
    package var phone: String
    package var idNumber: String

    private static let made = Mutex(0)

    package init(_ name: String = "测试甲") {
        let number = Self.made.withLock { made in
            made += 1
            return made
        }
        self.name = name
        phone = "1380000" + Self.padded(number, to: 4)
        idNumber = Self.residentID(number)
    }

    /// A woman born on 1 January 1990 when the number is even, else a man; the check character is right.
    package static func residentID(_ number: Int) -> String {
        let body = "110105" + "19900101" + padded(number, to: 3)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }

    /// A social credit code that nobody else in this process has.
    package static func socialCreditCode() -> String {
        let number = made.withLock { made in
            made += 1
            return made
        }
        let body = "91440101MA" + padded(number, to: 7)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(body, weights).reduce(0) { $0 + (alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return body + String(alphabet[(31 - sum % 31) % 31])
    }

    package func phoneIndex(_ keys: SealingKeys) -> String {
        keys.lookUpIndex(phone, purpose: LookUpPurpose.phone).hex
    }

    /// The rights of this person, verified, as a worker.
    package func asWorker(_ keys: SealingKeys) -> Caller {
        Caller(
            accountID: accountID,
            personID: personID,
            phoneIndex: phoneIndex(keys),
            side: .worker,
            personVerified: true
        )
    }

    /// The rights of this person, verified, as administrator of a verified enterprise.
    package func asEmployer(of enterprise: EnterpriseID, _ keys: SealingKeys) -> Caller {
        Caller(
            accountID: accountID,
            personID: personID,
            enterpriseID: enterprise,
            phoneIndex: phoneIndex(keys),
            roles: [.administrator, .handler],
            side: .employer,
            personVerified: true,
            enterpriseVerified: true
        )
    }

    private static func padded(_ number: Int, to count: Int) -> String {
        let text = String(number)
        return String((String(repeating: "0", count: max(0, count - text.count)) + text).suffix(count))
    }
}

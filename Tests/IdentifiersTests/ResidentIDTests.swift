import Foundation
import Identifiers
import Testing

struct `Resident identity numbers` {
    /// 2025-06-30 20:00 in China.
    private let today = Date(timeIntervalSince1970: 1_751_284_800)

    @Test func `a woman born in 1949 whose check digit is X`() throws {
        let id = try ResidentID(parsing: "11010519491231002x", today: today)
        #expect(id.text == "11010519491231002X")
        #expect(id.birthDate == BirthDate(year: 1949, month: 12, day: 31))
        #expect(!id.isMale)
        #expect(id.masked == "1101*************X")
        #expect("\(id)" == id.masked)
    }

    @Test func `a man born in 1880`() throws {
        let id = try ResidentID(parsing: "440524188001010014", today: today)
        #expect(id.birthDate == BirthDate(year: 1880, month: 1, day: 1))
        #expect(id.isMale)
    }

    @Test(arguments: [
        ("110105491231002", IdentifierProblem.Reason.length),
        ("", .length),
        ("1101051949123100XX", .characters),
        ("11010519491231002Y", .characters),
        ("X1010519491231002X", .characters),
        ("99010519491231002X", .region),
        ("000105194912310020", .region),
        ("110105194913310029", .date),
        ("110105194902290026", .date),
        ("110105194900000026", .date),
        ("110105202507010020", .date),
        ("110105000101010020", .date),
        ("110105194912310021", .checkDigit),
        ("440524188001010015", .checkDigit),
    ])
    func `others are refused with the reason`(text: String, reason: IdentifierProblem.Reason) {
        #expect(throws: IdentifierProblem(reason)) { try ResidentID(parsing: text, today: today) }
    }

    @Test func `today is the day in China`() throws {
        let lateOnTheThirtieth = Date(timeIntervalSince1970: 1_751_299_199)
        let bornOnTheFirst = "110105202507010020"
        #expect(throws: IdentifierProblem(.date)) { try ResidentID(parsing: bornOnTheFirst, today: lateOnTheThirtieth) }
        let read = try ResidentID(parsing: bornOnTheFirst, today: lateOnTheThirtieth.addingTimeInterval(1))
        #expect(read.birthDate == BirthDate(year: 2025, month: 7, day: 1))
    }

    @Test func `a residence permit of a Hong Kong resident has such a number too`() throws {
        #expect(try ResidentID(parsing: "810000199001010019", today: today).isMale)
    }

    @Test func `age turns on the birthday in China`() throws {
        let birth = try #require(BirthDate(year: 2009, month: 7, day: 1))
        let eve = Date(timeIntervalSince1970: 1_751_299_199)
        #expect(birth.age(on: eve) == 15)
        #expect(birth.age(on: eve.addingTimeInterval(1)) == 16)
    }
}

import Foundation
import Identifiers
import Testing

struct `Identity documents` {
    private let today = Date(timeIntervalSince1970: 1_751_284_800)

    @Test(arguments: [
        (IdentityDocument.Kind.residentID, "11010519491231002x"),
        (.hongKongMacauPermit, "H12345678"),
        (.hongKongMacauPermit, "m1234567801"),
        (.taiwanPermit, "12345678"),
        (.taiwanPermit, "1234567801"),
        (.passport, "E12345678"),
        (.passport, "ab123"),
    ])
    func `of the right shape are accepted in upper case`(kind: IdentityDocument.Kind, text: String) throws {
        let document = try IdentityDocument(kind: kind, parsing: text, today: today)
        #expect(document.text == text.uppercased())
        #expect(!"\(document)".contains(document.text))
    }

    @Test(arguments: [
        (IdentityDocument.Kind.residentID, "110105194912310021", IdentifierProblem.Reason.checkDigit),
        (.hongKongMacauPermit, "A12345678", .characters),
        (.hongKongMacauPermit, "H1234567", .length),
        (.taiwanPermit, "123456789", .length),
        (.taiwanPermit, "1234567a", .characters),
        (.passport, "E123", .length),
        (.passport, "E1234-678", .characters),
        (.passport, "护照12", .characters),
    ])
    func `of another shape are refused with the reason`(
        kind: IdentityDocument.Kind,
        text: String,
        reason: IdentifierProblem.Reason
    ) {
        #expect(throws: IdentifierProblem(reason)) { try IdentityDocument(kind: kind, parsing: text, today: today) }
    }

    @Test func `bank cards are twelve to nineteen digits, with the Luhn sum as a hint`() throws {
        #expect(try #require(BankCardNumber("6222 0200 0000 0000 000")).passesLuhn == luhnValid("6222020000000000000"))
        #expect(BankCardNumber("12345678901") == nil)
        #expect(BankCardNumber("12345678901234567890") == nil)
        #expect(BankCardNumber("622202000000000000a") == nil)
        #expect("\(try #require(BankCardNumber("6222020000000000000")))" == "****0000")
    }

    @Test(arguments: ["4539578763621486", "6222020000000000000", "0"])
    func `Luhn sums that pass`(text: String) {
        #expect(luhnValid(text))
    }

    @Test(arguments: ["4539578763621487", "6222020000000000001", "", "18a", "６"])
    func `Luhn sums that fail`(text: String) {
        #expect(!luhnValid(text))
    }
}

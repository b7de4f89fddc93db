import Foundation
import Identifiers
import Testing

struct `Unified social credit codes` {
    @Test(arguments: ["91110000101623741K", "911101066976941872", "913301087458306077", "91350100M000100Y43"])
    func `published codes are accepted`(text: String) throws {
        #expect(try UnifiedSocialCreditCode(parsing: text).text == text)
        #expect(try UnifiedSocialCreditCode(parsing: " \(text.lowercased())\n").text == text)
    }

    @Test(arguments: [
        ("91350211M0000XUF46", IdentifierProblem.Reason.checkDigit),
        ("91110000101623741L", .checkDigit),
        ("9111000010162374K1", .checkDigit),
        ("91110000101623741", .length),
        ("", .length),
        ("91110000101623741K0", .length),
        ("91110000I01623741K", .characters),
        ("9111000010162374-K", .characters),
        ("91A10000101623741K", .region),
        ("９11101066976941872", .length),
    ])
    func `others are refused with the reason`(text: String, reason: IdentifierProblem.Reason) {
        #expect(throws: IdentifierProblem(reason)) { try UnifiedSocialCreditCode(parsing: text) }
    }

    @Test func `it knows its parts`() throws {
        let code = try UnifiedSocialCreditCode(parsing: "91110000101623741K")
        #expect(!code.isIndividualBusiness)
    }

    @Test func `every single wrong character and every swap of neighbours is noticed`() throws {
        let good = Array("91350100M000100Y43")
        for index in good.indices {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY" where other != good[index] {
                var bad = good
                bad[index] = other
                #expect(throws: IdentifierProblem.self) { try UnifiedSocialCreditCode(parsing: String(bad)) }
            }
            guard index > 0, good[index] != good[index - 1] else { continue }
            var bad = good
            bad.swapAt(index, index - 1)
            #expect(throws: IdentifierProblem.self) { try UnifiedSocialCreditCode(parsing: String(bad)) }
        }
    }

    @Test func `in JSON it is a string and is checked when read`() throws {
        let code = try UnifiedSocialCreditCode(parsing: "913301087458306077")
        let json = try JSONEncoder().encode(code)
        #expect(String(decoding: json, as: UTF8.self) == #""913301087458306077""#)
        #expect(try JSONDecoder().decode(UnifiedSocialCreditCode.self, from: json) == code)
        #expect(throws: IdentifierProblem(.checkDigit)) {
            try JSONDecoder().decode(UnifiedSocialCreditCode.self, from: Data(#""913301087458306078""#.utf8))
        }
    }
}

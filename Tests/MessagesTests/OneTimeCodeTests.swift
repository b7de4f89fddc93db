import Cryptography
import Foundation
import Messages
import Testing

struct `A one-time code` {
    private static let now = Date(timeIntervalSince1970: 1_795_399_200)

    private func code(wrongTries: Int = 0, expiresIn: TimeInterval = 300) -> OneTimeCode {
        OneTimeCode(
            id: UUID(),
            digest: Data([1]),
            wrongTries: wrongTries,
            expiresAt: Self.now.addingTimeInterval(expiresIn)
        )
    }

    @Test func `is right when its digest is the same`() throws {
        #expect(try code().judge(Data([1]), now: Self.now, equal: ==))
        #expect(try !code().judge(Data([2]), now: Self.now, equal: ==))
    }

    @Test func `is burnt by five wrong tries, even when the sixth is right`() throws {
        #expect(try code(wrongTries: 4).judge(Data([1]), now: Self.now, equal: ==))
        #expect(throws: OneTimeCode.refusal("code.burnt")) {
            _ = try code(wrongTries: 5).judge(Data([1]), now: Self.now, equal: ==)
        }
    }

    @Test func `expires at its last moment`() throws {
        #expect(try code(expiresIn: 0.001).judge(Data([1]), now: Self.now, equal: ==))
        #expect(throws: OneTimeCode.refusal("code.expired")) {
            _ = try code(expiresIn: 0).judge(Data([1]), now: Self.now, equal: ==)
        }
    }

    @Test(
        arguments: [
            ("123456", nil), ("", "code.required"), ("12345", "code.malformed"), ("1234567", "code.malformed"),
            ("12345a", "code.malformed"), ("１２３４５６", "code.malformed"), ("12 456", "code.malformed"),
        ] as [(String, String?)]
    )
    func `has six digits`(text: String, problem: String?) {
        var problems = FieldProblems()
        OneTimeCode.check(text, into: &problems)
        #expect(problems.fields["code"] == problem)
    }

    @Test func `that is wrong is counted, and refused with the count kept`() async throws {
        var counted = 0
        await #expect(throws: RefusalKeepingChanges.self) {
            try await code().redeem(Data([2]), now: Self.now) { counted += 1 }
        }
        #expect(counted == 1)
        try await code().redeem(Data([1]), now: Self.now) { counted += 1 }
        await #expect(throws: OneTimeCode.refusal("code.burnt")) {
            try await code(wrongTries: 5).redeem(Data([1]), now: Self.now) { counted += 1 }
        }
        #expect(counted == 1)
    }

    @Test func `is read without the blanks around it, or refused as the field it stands in`() throws {
        let keys = try SealingKeys(setting: "k1:" + Data(repeating: 7, count: 32).base64EncodedString())
        let typed = try keys.seal(" 123456 ", context: SealContext.code)
        #expect(try OneTimeCode.typed(typed, keys: keys, input: "identity.input") == "123456")
        let short = try keys.seal("12", context: SealContext.code)
        #expect(throws: Refusal.invalid("identity.input", fields: ["code": "code.malformed"])) {
            _ = try OneTimeCode.typed(short, keys: keys, input: "identity.input")
        }
    }
}

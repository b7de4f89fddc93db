import Foundation
import Messages
import Testing

struct `Values of fields` {
    private static let today = Date(timeIntervalSince1970: 1_795_399_200)

    private func problem(_ kind: String, _ value: String?, required: Bool = false) -> String? {
        var problems = FieldProblems()
        FieldCheck.check(
            value.map { ["k": $0] } ?? [:],
            of: [
                FieldView(
                    key: "k",
                    label: "名",
                    kind: kind,
                    required: required,
                    filledBy: "initiator",
                    options: kind == "choice" ? [FieldOption(value: "standard", label: "标准工时制")] : nil
                )
            ],
            prefix: "fields.",
            today: Self.today,
            into: &problems
        )
        return problems.fields["fields.k"]
    }

    @Test(
        arguments: [
            ("text", "研发工程师"), ("text", String(repeating: "长", count: 200)),
            ("multiline", "一\n二"), ("multiline", String(repeating: "长", count: 2000)),
            ("number", "15"), ("number", "-2.5"), ("number", "0.000001"),
            ("money", "0"), ("money", "6500.5"), ("money", "999999999999.99"),
            ("date", "2028-02-29"), ("date", " 2027-01-01 "),
            ("choice", "standard"), ("boolean", "true"), ("boolean", "false"),
            ("phone", "13800000001"), ("phone", "+8613800000001"), ("id-number", "11010519491231002X"),
        ]
    )
    func `of the right form pass`(kind: String, value: String) {
        #expect(problem(kind, value) == nil)
    }

    @Test(
        arguments: [
            ("text", String(repeating: "长", count: 201), "field.too-long"),
            ("multiline", String(repeating: "长", count: 2001), "field.too-long"),
            ("text", "一\u{0}二", "field.characters"), ("text", "一\n二", "field.characters"),
            ("multiline", "一\u{1B}二", "field.characters"), ("number", "十五", "field.not-a-number"),
            ("number", "1e3", "field.not-a-number"),
            ("number", "1.", "field.not-a-number"), ("number", "１５", "field.not-a-number"),
            ("money", "-1", "field.not-money"), ("money", "1.234", "field.not-money"),
            ("money", "1,000", "field.not-money"), ("money", "1234567890123", "field.not-money"),
            ("date", "2027-02-29", "field.not-a-date"), ("date", "2027/01/01", "field.not-a-date"),
            ("date", "2027-1-1", "field.not-a-date"), ("date", "0000-00-00", "field.not-a-date"),
            ("choice", "flexible", "field.not-a-choice"), ("boolean", "是", "field.not-a-boolean"),
            ("phone", "1380000000", "field.not-a-phone"), ("phone", "01380000000", "field.not-a-phone"),
            ("id-number", "110105194912310021", "field.not-an-id-number"), ("signature", "x", "field.unknown"),
        ]
    )
    func `of the wrong form are named at their field`(kind: String, value: String, code: String) {
        #expect(problem(kind, value) == code)
    }

    @Test func `may be missing only where they are not required`() {
        #expect(problem("text", nil) == nil)
        #expect(problem("text", "  \n") == nil)
        #expect(problem("text", nil, required: true) == "field.required")
        #expect(problem("date", "  \n", required: true) == "field.required")
    }

    @Test func `of fields that do not exist are refused`() {
        var problems = FieldProblems()
        FieldCheck.check(["other": "x"], of: [], prefix: "fields.", today: Self.today, into: &problems)
        #expect(problems.fields == ["fields.other": "field.unknown"])
    }

    @Test func `that are dates are days of the calendar in any time zone`() {
        #expect(FieldCheck.day("2027-01-01") == Date(timeIntervalSince1970: 1_798_761_600))
        #expect(FieldCheck.day(nil) == nil)
        #expect(FieldCheck.day("2027-13-01") == nil)
    }
}

import Foundation
import Messages
import Testing

struct `Values of fields` {
    private static let today = Date(timeIntervalSince1970: 1_795_399_200)

    private func problem(
        _ kind: String,
        _ value: String?,
        required: Bool = false,
        isWhole: Bool = false
    ) throws -> String? {
        let field = FormField(
            key: "k",
            label: "名",
            kind: try #require(FieldKind(rawValue: kind)),
            required: required,
            options: kind == "choice" ? [FieldOption(value: "standard", label: "标准工时制")] : nil,
            least: kind == "number" ? -5 : nil,
            most: kind == "number" ? 31 : nil,
            whole: isWhole ? true : nil
        )
        var problems = FieldProblems()
        let values = FieldValues(texts: value.map { ["k": $0] } ?? [:])
        Form(field).check(values, prefix: "fields.", today: Self.today, into: &problems)
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
            ("phone", "13800000001"), ("phone", "+8613800000001"), ("phone", "138 0000-0001"), ("number", "31"),
            ("file", "upload/ab \(String(repeating: "a", count: 64)) 12"), ("id-number", "11010519491231002X"),
        ]
    )
    func `of the right form pass`(kind: String, value: String) throws {
        #expect(try problem(kind, value) == nil)
    }

    @Test(arguments: [("15", nil), ("-5", nil), ("15.5", "field.not-whole"), ("32", "field.out-of-range")])
    func `that are whole have no fraction`(value: String, code: String?) throws {
        #expect(try problem("number", value, isWhole: true) == code)
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
            ("id-number", "110105194912310021", "field.id-number-check-digit"),
            ("id-number", "1101051949123100", "field.not-an-id-number"), ("signature", "x", "field.unknown"),
            ("number", "32", "field.out-of-range"), ("number", "-5.1", "field.out-of-range"),
            ("file", "upload/ab", "field.not-a-file"), ("group", "x", "field.unknown"),
        ]
    )
    func `of the wrong form are named at their field`(kind: String, value: String, code: String) throws {
        #expect(try problem(kind, value) == code)
    }

    @Test func `may be missing only where they are not required`() throws {
        #expect(try problem("text", nil) == nil)
        #expect(try problem("text", "  \n") == nil)
        #expect(try problem("text", nil, required: true) == "field.required")
        #expect(try problem("date", "  \n", required: true) == "field.required")
    }

    @Test func `of fields that do not exist are refused`() {
        var problems = FieldProblems()
        Form().check(FieldValues(texts: ["other": "x"]), prefix: "fields.", today: Self.today, into: &problems)
        #expect(problems.fields == ["fields.other": "field.unknown"])
    }
}

struct `A form` {
    private static let form = Form(
        .choice("sex", "性别", ["male": "男", "female": "女"]),
        .group("contact", "紧急联系人", .text("name", "姓名", longest: 3), .phone("phone", "手机号码").optional),
        .idNumber("id", "身份证号").optional
    )
    private static let today = Date(timeIntervalSince1970: 1_795_399_200)

    @Test func `names what is in a group by its path, with a label that makes sense alone`() {
        #expect(Self.form.leaves.map(\.key) == ["sex", "contact.name", "contact.phone", "id"])
        #expect(Self.form["contact.phone"]?.label == "紧急联系人手机号码")
        #expect(Self.form["contact"] == nil)
    }

    @Test func `is checked field by field, all at once`() {
        var problems = FieldProblems()
        let values = FieldValues(texts: ["sex": "x", "contact.name": "四个字啊", "contact.phone": "1", "more": "?"])
        Self.form.check(values, today: Self.today, into: &problems)
        #expect(
            problems.fields == [
                "sex": "field.not-a-choice", "contact.name": "field.too-long", "contact.phone": "field.not-a-phone",
                "more": "field.unknown",
            ]
        )
    }

    @Test func `keeps what it asks for, in the form of each kind`() {
        let typed = FieldValues(
            texts: ["sex": "male", "contact.name": " 甲 ", "contact.phone": "+86 138-0000-0001", "more": "x", "id": " "]
        )
        let kept = Self.form.kept(typed)
        #expect(kept.texts == ["sex": "male", "contact.name": "甲", "contact.phone": "13800000001"])
        #expect(Self.form.kept(FieldValues(texts: ["id": "11010519491231002x"])).texts == ["id": "11010519491231002X"])
    }

    @Test func `shows values in words, and masked to others than their owner`() {
        let values = FieldValues(texts: ["sex": "female", "contact.phone": "13800000001", "id": "11010519491231002X"])
        #expect(Self.form.shown(values).map(\.text) == ["女", "", "13800000001", "11010519491231002X"])
        #expect(Self.form.shown(values, masked: true).map(\.text) == ["女", "", "138****0001", "1101*************X"])
    }

    @Test func `travels whole, and its values as one flat object`() throws {
        let form = try JSONDecoder().decode(Form.self, from: JSONEncoder().encode(Self.form))
        #expect(form == Self.form)
        let values = FieldValues(texts: ["contact.name": "甲"])
        #expect(String(decoding: try JSONEncoder().encode(values), as: UTF8.self) == #"{"contact.name":"甲"}"#)
    }
}

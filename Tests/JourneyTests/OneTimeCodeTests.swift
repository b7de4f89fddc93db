import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `One-time codes` {
    @Test func `five wrong tries burn a code, and the right one no longer helps`() async throws {
        let platform = try await Stage.shared.platform()
        let person = Stage.shared.person()
        platform.note(person)
        let code = try await platform.requestCode(person.phone, purpose: "login", words: "用于登录")
        for _ in 1...5 {
            let answer = try await logIn(platform, person, code: other(than: code))
            expectRefusal(answer, 422, "code.wrong")
            expectFields(answer, ["code"])
        }
        expectRefusal(try await logIn(platform, person, code: code), 422, "code.burnt")
    }

    @Test func `a code works once`() async throws {
        let platform = try await Stage.shared.platform()
        let person = Stage.shared.person()
        platform.note(person)
        let code = try await platform.requestCode(person.phone, purpose: "login", words: "用于登录")
        platform.secrets.add(try await logIn(platform, person, code: code).require(201).text("token"), .token)
        expectRefusal(try await logIn(platform, person, code: code), 422, "code.wrong")
    }

    @Test func `a code ends after five minutes`() async throws {
        let stack = try await Stage.shared.stack()
        let person = Stage.shared.person()
        stack.platform.note(person)
        let (id, code) = try await askedCode(stack.platform, person)
        try await stack.database.run(
            "UPDATE identity.codes SET expires_at = expires_at - interval '5 minutes' WHERE id = '\(id)'"
        )
        expectRefusal(try await logIn(stack.platform, person, code: code), 422, "code.expired")
    }

    @Test func `another code is sent after a minute at the earliest, and five an hour at most`() async throws {
        let stack = try await Stage.shared.stack()
        let person = Stage.shared.person()
        stack.platform.note(person)
        for _ in 1...5 {
            let (id, _) = try await askedCode(stack.platform, person)
            let hasty = try await ask(stack.platform, person)
            // The fifth meets the limit of the hour as soon as the minute is over.
            #expect(hasty.status == 429)
            #expect(hasty.code == "identity.code-too-soon")
            #expect(retryAfter(hasty).map { (1...60).contains($0) } == true)
            try await stack.database.run(
                "UPDATE identity.codes SET created_at = created_at - interval '61 seconds' WHERE id = '\(id)'"
            )
        }
        expectRefusal(try await ask(stack.platform, person), 429, "identity.code-limit-hour")
        #expect(try await stack.platform.inbox.messages(to: person.phone).count == 5)
    }

    @Test func `the answer does not tell whether a phone is known`() async throws {
        let platform = try await Stage.shared.platform()
        let known = try #require(try await Stage.shared.employees().first).worker.person
        let purpose = "reset-password"
        let ofKnown = try await ask(platform, known, purpose: purpose)
        let ofStranger = try await ask(platform, Stage.shared.person(), purpose: purpose)
        #expect(ofKnown.status == ofStranger.status)
        #expect(Set(ofKnown.json.members.keys) == Set(ofStranger.json.members.keys))
        #expect(ofKnown.json["expiresIn"] == ofStranger.json["expiresIn"])
    }

    @Test func `a willingness code is wrong, then right, then spent`() async throws {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        let draft = try #require(try await employer.draft(template, for: [employee.id], name: "验证码测试合同").first)
        try await employer.launch(draft.id)
        try await employer.awaitTurn(draft)
        let seal = try await employer.officialSeal()
        let willingness = try await employer.confirmWillingness(draft.id)
        expectRefusal(
            try await employer.command(.post, "contracts/\(draft.id)/willingness", ["method": "sms"]),
            429,
            "signing.code-too-soon"
        )
        func sign(_ code: String) async throws -> Answer {
            try await employer.command(
                .post,
                "contracts/\(draft.id)/signature",
                [
                    "willingnessID": .string(willingness.id), "code": .string(code), "sealID": .string(seal),
                    "fields": JSONValue(template.values(filledBy: "enterprise")),
                ]
            )
        }
        let wrong = try await sign(other(than: willingness.code))
        expectRefusal(wrong, 422, "code.wrong")
        expectFields(wrong, ["code"])
        try await sign(willingness.code).require(200)
        expectRefusal(try await sign(willingness.code), 409, "signing.signed-already")
    }

    private func ask(
        _ platform: Platform,
        _ person: FictionalPerson,
        purpose: String = "login"
    ) async throws -> Answer {
        try await platform.command(.post, "codes", ["phone": .string(person.phone), "purpose": .string(purpose)])
    }

    /// The identifier of a fresh code and the code itself.
    private func askedCode(_ platform: Platform, _ person: FictionalPerson) async throws -> (String, String) {
        let mark = try await platform.inbox.mark(person.phone, containing: "用于登录")
        let id = try await ask(platform, person).require(202).text("id")
        return (id, try await platform.inbox.nextCode(to: person.phone, containing: "用于登录", after: mark))
    }

    private func logIn(_ platform: Platform, _ person: FictionalPerson, code: String) async throws -> Answer {
        try await platform.command(
            .post,
            "sessions",
            ["side": "worker", "phone": .string(person.phone), "code": .string(code), "agreements": agreements]
        )
    }

    private func other(than code: String) -> String {
        code.hasPrefix("1") ? "2" + code.dropFirst() : "1" + code.dropFirst()
    }
}

import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Trouble with providers` {
    @Test(arguments: [
        ("不符", "identity.carrier-mismatch"), ("查无", "identity.carrier-not-found"),
        ("故障", "identity.provider-unavailable"), ("超时", "identity.provider-unavailable"), ("限流", nil),
    ])
    func `the carrier`(_ word: String, _ reason: String?) async throws {
        let platform = try await Stage.shared.platform()
        let person = Stage.shared.person("测试\(word)")
        let worker = try await platform.logInWorker(person)
        let started = try await worker.command(.post, "person-verifications", worker.verificationRequest).require(201)
        let status = try await worker.settledStatus(of: "person-verifications/\(try started.text("id"))")
        #expect(status["reason"].text == reason)
        if reason == nil {
            #expect(status["status"].text == "code-required")
            _ = try await platform.inbox.nextCode(to: person.phone, containing: "实名认证", after: 0)
        } else {
            #expect(status["status"].text == "failed")
            #expect(isChinese(status["message"].text), "\(status.indented)")
            #expect(try await platform.inbox.messages(to: person.phone, containing: "实名认证").isEmpty)
        }
    }

    @Test(arguments: [
        ("不符", "identity.register-mismatch"), ("故障", "identity.provider-unavailable"), ("限流", nil),
    ])
    func `the register of enterprises`(_ word: String, _ reason: String?) async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await platform.register(Stage.shared.enterprise(word), by: Stage.shared.person())
        try await employer.verifyPerson()
        let started = try await employer.command(
            .post,
            "enterprise-verifications",
            employer.enterpriseVerificationRequest
        ).require(201)
        let status = try await employer.settledStatus(of: "enterprise-verifications/\(try started.text("id"))")
        #expect(status["status"].text == (reason == nil ? "passed" : "failed"))
        #expect(status["reason"].text == reason)
        if reason != nil {
            #expect(isChinese(status["message"].text), "\(status.indented)")
            expectRefusal(try await employer.get("templates?scope=public"), 403, "identity.enterprise-unverified")
        }
    }

    @Test func `who is not the legal representative cannot prove the enterprise`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await platform.register(Stage.shared.enterprise(), by: Stage.shared.person())
        try await employer.verifyPerson()
        var request = employer.enterpriseVerificationRequest
        let other = Stage.shared.person()
        platform.note(other)
        request["legalRepresentative"] = [
            "name": .string(other.name), "idType": "resident-id", "idNumber": .string(other.idNumber),
        ]
        let answer = try await employer.command(.post, "enterprise-verifications", request).require(201)
        let status = try await employer.settledStatus(of: "enterprise-verifications/\(try answer.text("id"))")
        #expect(status["status"].text == "failed")
        #expect(status["reason"].text == "identity.not-legal-representative")
        #expect(isChinese(status["message"].text))
    }

    @Test(arguments: ["0429", "0504"])
    func `a text message that the provider holds up comes once`(_ ending: String) async throws {
        let platform = try await Stage.shared.platform()
        let person = Stage.shared.person(phoneEnding: ending)
        platform.note(person)
        try await platform.command(.post, "codes", ["phone": .string(person.phone), "purpose": "login"]).require(202)
        _ = try await platform.inbox.nextCode(to: person.phone, containing: "用于登录", after: 0)
        // Long enough for the provider to be asked again after it did not answer in time.
        try await Task.sleep(for: .seconds(ending == "0504" ? 8 : 3))
        #expect(try await platform.inbox.messages(to: person.phone).count == 1)
    }
}

import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `The same command twice` {
    @Test func `has one effect and the same answer, other content under its key is refused`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await Stage.shared.employer()
        let person = Stage.shared.person()
        platform.note(person)
        let body: JSONValue = ["name": .string(person.name), "phone": .string(person.phone)]
        let key = Platform.newKey()
        let first = try await employer.command(.post, "invitations", body, key: key).require(201)
        let second = try await employer.command(.post, "invitations", body, key: key).require(201)
        #expect(first.json == second.json)
        platform.secrets.add(try first.text("url").split(separator: "/").last.map(String.init) ?? "", .link)
        let other = try await employer.command(
            .post,
            "invitations",
            ["name": "测试别人", "phone": .string(person.phone)],
            key: key
        )
        #expect(other.status == 409)
        #expect(other.code?.isEmpty == false && isChinese(other.detail))

        _ = try await platform.inbox.next(to: person.phone, containing: "邀请您填写入职资料", after: 0)
        // Another command that goes the same way comes after anything the repeat could have caused.
        let later = Stage.shared.person()
        _ = try await employer.invite(later)
        _ = try await platform.inbox.next(to: later.phone, containing: "邀请您填写入职资料", after: 0)
        #expect(try await platform.inbox.messages(to: person.phone).count == 1)
    }

    @Test func `ten at once draft one contract, and each is answered alike`() async throws {
        let employer = try await Stage.shared.employer()
        let employee = try #require(try await Stage.shared.employees().first)
        let template = try await employer.publicTemplate()
        _ = try await employer.draft(template, for: [employee.id], name: "先行草稿")
        let before = try await employer.contracts(in: "all")
        let key = Platform.newKey()
        let body: JSONValue = [
            "templateID": .string(template.id), "name": "并发草稿", "employeeIDs": [.string(employee.id)],
            "fields": JSONValue(template.values(filledBy: "initiator")),
        ]
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 1...10 {
                group.addTask { try await employer.command(.post, "contracts", body, key: key) }
            }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0.status == 201 }, "\(answers.map(\.status))")
        #expect(Set(answers.map { $0.json["contracts"].items.first?["id"].text ?? "" }).count == 1)
        #expect(try await employer.contracts(in: "all").count == before.count + 1)
    }

    @Test func `a log-in repeated with its key opens one session`() async throws {
        let platform = try await Stage.shared.platform()
        let person = Stage.shared.person()
        platform.note(person)
        let key = Platform.newKey()
        let ask: JSONValue = ["phone": .string(person.phone), "purpose": "login"]
        let asked = try await platform.command(.post, "codes", ask, key: key).require(202)
        let again = try await platform.command(.post, "codes", ask, key: key).require(202)
        #expect(try asked.text("id") == again.text("id"))
        let code = try await platform.inbox.nextCode(to: person.phone, containing: "用于登录", after: 0)
        let credentials: JSONValue = [
            "side": "worker", "phone": .string(person.phone), "code": .string(code), "agreements": agreements,
        ]
        let session = Platform.newKey()
        let first = try await platform.command(.post, "sessions", credentials, key: session).require(201)
        let second = try await platform.command(.post, "sessions", credentials, key: session).require(201)
        platform.secrets.add(try first.text("token"), .token)
        #expect(try first.text("token") == second.text("token"))
        #expect(try await platform.inbox.messages(to: person.phone).count == 1)
    }
}

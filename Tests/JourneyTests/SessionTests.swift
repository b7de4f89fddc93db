import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `A session` {
    @Test func `ends with logging out`() async throws {
        let platform = try await Stage.shared.platform()
        let worker = try await platform.logInWorker(Stage.shared.person())
        let session = try await worker.get("session")
        #expect(session.status == 200)
        #expect(session.json["account"]["id"].text != nil)
        let ended = try await worker.command(.delete, "session")
        #expect(ended.status == 204)
        let afterwards = try await awaitEnd(worker.token, platform)
        for answer in [
            afterwards, try await platform.get("session"), try await platform.get("session", as: "no-such-token"),
        ] {
            expectRefusal(answer, 401, "identity.login-required")
            #expect(answer.json["account"]["id"].text == nil)
        }
    }

    @Test func `ends everywhere else when the password is changed`() async throws {
        let platform = try await Stage.shared.platform()
        let person = Stage.shared.person()
        let worker = try await platform.logInWorker(person)
        let password = "旧密码-\(UUID().uuidString.prefix(8))"
        try await worker.setPassword(password)
        func logIn(_ password: String) async throws -> Answer {
            try await platform.command(
                .post,
                "sessions",
                [
                    "side": "worker", "phone": .string(person.phone), "password": .string(password),
                    "agreements": agreements,
                ]
            )
        }
        let elsewhere = try await logIn(password).require(201).text("token")
        platform.secrets.add(elsewhere, .token)
        let changed = "新密码-\(UUID().uuidString.prefix(8))"
        try await worker.setPassword(changed)
        let own = try await worker.get("session")
        #expect(own.status == 200, "the session in which the password was changed goes on")
        let ended = try await awaitEnd(elsewhere, platform)
        #expect(ended.code == "identity.login-required")
        let refused = try await logIn(password)
        expectRefusal(refused, 422, "identity.password-wrong")
        expectFields(refused, ["password"])
        let again = try await logIn(changed)
        #expect(again.status == 201)
        platform.secrets.add(try again.text("token"), .token)
    }

    /// What a token is answered once its session is over; caches hear of it by an event, a moment later.
    private func awaitEnd(_ token: String, _ platform: Platform) async throws -> Answer {
        let ended = try await poll(within: .seconds(10)) { () async throws -> Answer? in
            let answer = try await platform.get("session", as: token)
            return answer.status == 401 ? answer : nil
        }
        return try #require(ended, "the session is not over")
    }
}

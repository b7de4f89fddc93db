import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `A session` {
    @Test func `ends with logging out`() async throws {
        let platform = try await Stage.shared.platform()
        let worker = try await platform.logInWorker(Stage.shared.person())
        try await worker.get("session").require(200)
        try await worker.command(.delete, "session").require(204)
        try await expectEnded(worker.token, platform)
        expectRefusal(try await platform.get("session"), 401, "identity.login-required")
        expectRefusal(try await platform.get("session", as: "no-such-token"), 401, "identity.login-required")
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
        try await worker.get("session").require(200)
        try await expectEnded(elsewhere, platform)
        let refused = try await logIn(password)
        expectRefusal(refused, 422, "identity.password-wrong")
        expectFields(refused, ["password"])
        platform.secrets.add(try await logIn(changed).require(201).text("token"), .token)
    }

    /// Caches hear of it by an event, a moment later.
    private func expectEnded(_ token: String, _ platform: Platform) async throws {
        try await wait(for: "the session to be over", within: .seconds(10)) {
            try await platform.get("session", as: token).status == 401
        }
    }
}

import Cryptography
import Foundation
import HTTPTypes
import Identifiers
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Being known` {
    @Test func `a bearer token opens what belongs to its session`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let reply = try await gateway.send("GET", "/api/v1/session", headers: headers)
            #expect(reply.status == 200)
            #expect(reply["account.phone"] == "13800000001")
            #expect(reply["person.verified"] == true)
            #expect(reply["token"] == .null)
            #expect(reply.header("Cache-Control") == "no-store")
        }
    }

    @Test func `without a session the answer is 401 and a wrong token is no session`() async throws {
        try await RunningGateway.run { gateway in
            _ = try gateway.worker()
            let nobody = try await gateway.send("GET", "/api/v1/session")
            #expect(nobody.status == 401)
            #expect(nobody["code"] == "identity.login-required")
            #expect(nobody.header("WWW-Authenticate") == "Bearer")
            let wrong = ["Authorization": "Bearer wrong-token-0123456789-0123456789"]
            #expect(try await gateway.send("GET", "/api/v1/session", headers: wrong).status == 401)
        }
    }

    @Test func `a session is asked for once, until Identity says it changed`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            for _ in 0..<3 { _ = try await gateway.send("GET", "/api/v1/session", headers: headers) }
            #expect(gateway.services.asked(GetSession.self).count == 1)
            gateway.parts.sessions.forget(SessionDirectory.hash(of: RunningGateway.token))
            gateway.services.answer(GetSession.self) { _, _ in throw Refusal("identity.login-required", .unauthorized) }
            #expect(try await gateway.send("GET", "/api/v1/session", headers: headers).status == 401)
        }
    }

    @Test func `what changes while a session is asked for is not remembered as it was, and nothing else is forgotten`()
        async throws
    {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let session = try gateway.session()
            let sessions = gateway.parts.sessions
            let own = SessionDirectory.hash(of: RunningGateway.token)
            let changes: [@Sendable () -> Void] = [
                { sessions.forget(own) }, { sessions.forget(session.sessionID) }, { sessions.forgetAll() },
                {
                    sessions.forget(SessionDirectory.hash(of: "somebody else's token"))
                    sessions.forget(SessionID.new())
                },
            ]
            for (asked, change) in zip(1..., changes) {
                gateway.services.answer(GetSession.self) { _, _ in
                    change()
                    return session
                }
                _ = try await gateway.send("GET", "/api/v1/session", headers: headers)
                #expect(gateway.services.asked(GetSession.self).count == asked)
            }
            _ = try await gateway.send("GET", "/api/v1/session", headers: headers)
            #expect(gateway.services.asked(GetSession.self).count == changes.count)
        }
    }

    @Test func `a cookie may read, but changes something only with its token`() async throws {
        try await RunningGateway.run { gateway in
            _ = try gateway.worker()
            gateway.services.answer(SetPassword.self) { _, _ in Done() }
            let cookie = ["Cookie": "suiyue-session=\(RunningGateway.token)"]
            #expect(try await gateway.send("GET", "/api/v1/session", headers: cookie).status == 200)

            let body = #"{"password":"correct horse battery"}"#
            let forged = try await gateway.send("PUT", "/api/v1/session/password", json: body, headers: cookie)
            #expect(forged.status == 403)
            #expect(forged["code"] == "gateway.form-not-ours")
            #expect(gateway.services.asked(SetPassword.self).isEmpty)

            let token = CrossSiteCheck.token(for: RunningGateway.token, keys: gateway.keys)
            let own = cookie.merging(["X-CSRF-Token": token]) { $1 }
            #expect(try await gateway.send("PUT", "/api/v1/session/password", json: body, headers: own).status == 204)

            let form = "password=correct+horse+battery&csrf=\(token)"
            let posted = try await gateway.send("PUT", "/api/v1/session/password", form: form, headers: cookie)
            #expect(posted.status == 204)
            let sent = try #require(gateway.services.asked(SetPassword.self).last)
            #expect(
                try gateway.keys.open(sent.request.password, context: SealContext.password) == "correct horse battery"
            )
        }
    }

    @Test func `a page's form needs the visitor's token and can give a session`() async throws {
        try await RunningGateway.run { gateway in
            let opened = SessionOpened(
                token: try gateway.sealed("fresh", SealContext.token),
                session: try gateway.session()
            )
            gateway.services.answer(LogIn.self) { _, _ in opened }
            let visitor = ["Cookie": "suiyue-visitor=somebody"]
            let token = CrossSiteCheck.token(for: "somebody", keys: gateway.keys)
            for form in ["a=1", "csrf=\(token)x", "csrf="] {
                #expect(try await gateway.send("POST", "/login", form: form, headers: visitor).status == 403)
            }
            #expect(try await gateway.send("POST", "/login", form: "csrf=\(token)").status == 403)
            let form = "side=worker&phone=13800000001&code=123456&csrf=\(token)"
            let reply = try await gateway.send("POST", "/login", form: form, headers: visitor, follow: false)
            #expect(reply.status == 303)
            #expect(reply.header("Location") == "/")
            #expect(
                reply.header("Set-Cookie")?.hasPrefix("suiyue-session=fresh; Path=/; HttpOnly; SameSite=Lax") == true
            )
        }
    }

    @Test func `logging in seals what was typed and gives the token to its owner`() async throws {
        try await RunningGateway.run { gateway in
            let session = try gateway.session()
            let token = try gateway.sealed("fresh-token", SealContext.token)
            gateway.services.answer(LogIn.self) { _, _ in SessionOpened(token: token, session: session) }
            let body = """
                {"side":"worker","phone":"138 0000 0001","code":"123456","agreements":["platform","certificate","privacy"]}
                """
            let reply = try await gateway.send("POST", "/api/v1/sessions", json: body)
            #expect(reply.status == 201)
            #expect(reply["token"] == "fresh-token")
            #expect(reply["account.id"] == .string(session.accountID.description))
            let sent = try #require(gateway.services.asked(LogIn.self).first)
            #expect(try gateway.keys.open(sent.request.phone, context: SealContext.phone) == "13800000001")
            #expect(sent.request.phoneIndex == session.phoneIndex)
            #expect(sent.request.agreements == ["platform", "certificate", "privacy"])
            #expect(sent.message.caller.accountID == nil)
            #expect(sent.message.caller.address == "127.0.0.1")
        }
    }
}

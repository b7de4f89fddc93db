import Cryptography
import Foundation
import Identifiers
import Messages
import Testing

@testable import Gateway

@Suite struct `The employer's pages` {
    @Test func `are all there, without holes, and escape what people typed`() async throws {
        try await PageWorld.run { world in
            let paths = [
                "/", "/contracts?box=mine", "/contracts/new", "/contracts/\(world.contract)",
                "/contracts/\(world.contract)/signed", "/contracts/launched?ids=\(world.contract)", "/seals",
                "/invitations", "/invitations?status=pending-review", "/invitations/new",
                "/submissions/\(world.submission)", "/employees?departmentID=none", "/messages",
                "/session/password", "/session/enterprise", "/enterprise-verifications/\(world.verification)",
                "/enterprises/new", "/enterprises/created",
            ]
            for path in paths {
                let page = try await world.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.text.contains(PageWorld.hostile), "\(path)")
                Self.expectNoHoles(page.text, path)
            }
            let roster = try await world.get("/employees")
            #expect(roster.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        }
    }

    @Test func `lead to the verification until the enterprise is verified`() async throws {
        try await PageWorld.run(verified: false, personVerified: false) { world in
            for path in [
                "/contracts", "/contracts/new", "/invitations", "/employees", "/seals", "/contracts/\(world.contract)",
            ] {
                let answer = try await world.get(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.header("Location") == "/verification", "\(path)")
            }
            let home = try await world.get("/")
            #expect(home.text.contains("企业尚未实名认证"))
            for path in [
                "/verification", "/person-verifications/new", "/person-verifications/\(world.verification)",
            ] {
                let page = try await world.get(path)
                #expect(page.status == 200, "\(path)")
                Self.expectNoHoles(page.text, path)
            }
        }
    }

    @Test func `lead strangers to the login and back again`() async throws {
        try await PageWorld.run { world in
            let answer = try await world.gateway.send("GET", "/contracts?box=mine", follow: false)
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/login?next=%2Fcontracts%3Fbox%3Dmine")
        }
    }

    @Test(arguments: [
        ("/contracts?box=mine&cursor=old&passed=-", "/contracts?box=mine"), ("/employees?cursor=old", "/employees"),
        ("/messages?limit=many", "/messages"),
        ("/invitations?cursor=old&status=rejected", "/invitations?status=rejected"),
    ])
    func `begin a list anew for a place in it that is gone`(path: String, first: String) async throws {
        try await PageWorld.run { world in
            let services = world.gateway.services
            services.answer(ListContracts.self) { request, _ in
                _ = try request.page.before(in: ListContracts.self)
                return ListContracts.Reply(
                    page: Page(items: []),
                    counts: BoxCounts(mine: 0, others: 0, completed: 0, all: 0)
                )
            }
            services.answer(ListEmployees.self) { request, _ in
                _ = try request.page.before(in: ListEmployees.self)
                return Page(items: [])
            }
            services.answer(ListSubmissions.self) { request, _ in
                _ = try request.page.before(in: ListSubmissions.self)
                return Page(items: [])
            }
            let answer = try await world.get(path)
            #expect(answer.status == 303)
            #expect(answer.header("Location") == first)
            #expect(try await world.get(first).status == 200)
        }
    }

    @Test func `refuse a form that another site sent`() async throws {
        try await PageWorld.run { world in
            let answer = try await world.gateway.send(
                "POST",
                "/invitations/new",
                form: "name=a&phone=13800000002&csrf=wrong",
                headers: ["Cookie": "suiyue-session=\(RunningGateway.token)"]
            )
            #expect(answer.status == 403)
            #expect(world.gateway.services.asked(InviteWorker.self).isEmpty)
        }
    }

    @Test func `show a wrong field with its sentence and all values kept`() async throws {
        try await PageWorld.run { world in
            world.gateway.services.answer(LogIn.self) { _, _ in
                throw Refusal.invalid("code.wrong", fields: ["code": "code.wrong"])
            }
            let page = try await world.postAsVisitor(
                "/login",
                [
                    ("side", "employer"), ("way", "code"), ("phone", "138 0000 0001"), ("code", "123456"),
                    ("agreements", "platform,certificate,privacy"), ("action", "log-in"), ("idempotencyKey", "k1"),
                ]
            )
            #expect(page.status == 422)
            #expect(page.text.contains("value=\"138 0000 0001\""))
            #expect(page.text.contains("<a href=\"#code\">验证码不正确"))
            #expect(page.text.contains("id=\"code-error\""))
            #expect(page.text.contains(" checked"))
            let asked = try #require(world.gateway.services.asked(LogIn.self).first).request
            #expect(asked.agreements == ["platform", "certificate", "privacy"])
        }
    }

    @Test func `take a double click as one`() async throws {
        try await PageWorld.run { world in
            world.gateway.services.answer(InviteWorker.self) { [keys = world.gateway.keys] _, _ in
                InviteWorker.Reply(id: .new(), path: try keys.seal("/i/abc", context: SealContext.link), status: .sent)
            }
            let fields = [("name", "测试乙"), ("phone", "13800000002"), ("idempotencyKey", "k1")]
            let first = try await world.post("/invitations/new", fields)
            _ = try await world.post("/invitations/new", fields)
            #expect(first.text.contains("http://gateway.test/i/abc"))
            let asked = world.gateway.services.asked(InviteWorker.self).map(\.message.id)
            #expect(asked.count == 2)
            #expect(Set(asked).count == 1)
        }
    }

    static func expectNoHoles(_ page: String, _ path: String) {
        for hole in ["{{", "src=\"\"", "id=\"\"", "name=\"\"", "for=\"\"", "<h1></h1>", "<dd></dd>", "Optional("] {
            #expect(!page.contains(hole), "\(path) has \(hole)")
        }
    }
}

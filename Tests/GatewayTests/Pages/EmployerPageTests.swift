import Cryptography
import Foundation
import Identifiers
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `The employer's pages` {
    @Test func `are all there, without holes, and escape what people typed`() async throws {
        try await PageWorld.run { world in
            let paths = [
                "/", "/contracts?box=mine", "/contracts/new", "/contracts/\(world.contract)",
                "/contracts/\(world.contract)/signed", "/contracts/launched?ids=\(world.contract)", "/seals",
                "/invitations", "/invitations?status=pending-review", "/invitations/new",
                "/submissions/\(world.submission)", "/employees?departmentID=none", "/messages", "/operation-log",
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

    @Test func `let a contract be urged, withdrawn and drafted once more`() async throws {
        try await PageWorld.run { world in
            let services = world.gateway.services
            let path = "/contracts/\(world.contract)"
            var view = try world.contractView()
            view.urgeableAt = Date().addingTimeInterval(3600)
            services.answer(GetContract.self) { [view] _, _ in view }
            let early = try await world.get(path)
            #expect(early.text.contains("后可催签") && !early.text.contains(">催签</button>"))
            view.urgeableAt = Date().addingTimeInterval(-1)
            services.answer(GetContract.self) { [view] _, _ in view }
            #expect(try await world.get(path).text.contains(">催签</button>"))

            services.answer(UrgeSigner.self) { _, _ in
                throw Refusal("contracts.urge-too-soon", .conflict, retryAt: Date().addingTimeInterval(1200))
            }
            let refused = try await world.post("\(path)/urge", [])
            #expect(refused.status == 409 && refused.text.contains("两次催签间隔不少于 30 分钟"))
            services.answer(UrgeSigner.self) { _, _ in UrgeSigner.Reply(nextAt: Date()) }
            _ = try await world.post("\(path)/urge", []).led(to: path, by: "contracts-urge")

            services.answer(WithdrawContract.self) { _, _ in WithdrawContract.Reply(status: .withdrawn) }
            let led = try await world.post("\(path)/withdrawal", []).led(to: path, by: "contracts-withdrawal")
            // Contracts has not heard of it yet.
            let ending = try await world.get(led)
            #expect(ending.text.contains("正在处理") && ending.text.contains("data-live-path=\"status\""))
            #expect(!ending.text.contains("撤回合同</button>"))
            view.item.status = .withdrawn
            services.answer(GetContract.self) { [view] _, _ in view }
            let ended = try await world.get(led)
            #expect(ended.text.contains(">重新发起</button>") && !ended.text.contains("data-controller=\"live\""))
            let copy = ContractID.new()
            services.answer(RelaunchContract.self) { _, _ in
                DraftedContract(id: copy, name: "", employeeID: .new(), employeeName: "", status: .draft)
            }
            let again = try await world.post("\(path)/relaunch", [])
            _ = try again.led(to: "/contracts/\(copy)", by: "contracts-relaunch")
            view.relaunchedAs = copy
            services.answer(GetContract.self) { [view] _, _ in view }
            let once = try await world.get(path)
            #expect(once.text.contains("<a href=\"/contracts/\(copy)\">查看重新发起的合同</a>"))
            #expect(!once.text.contains(">重新发起</button>") && once.text.contains("未签署"))
            view.item.status = .draft
            view.relaunchedFrom = copy
            services.answer(GetContract.self) { [view] _, _ in view }
            let draft = try await world.get(path)
            #expect(draft.text.contains("<a href=\"/contracts/\(copy)\">查看原合同</a>"))
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

    @Test func `show the operation log in words, filtered as asked`() async throws {
        try await PageWorld.run { world in
            let account = AccountID.new()
            world.gateway.services.answer(ListOperations.self) { [contract = world.contract] _, caller in
                let entry = OperationView(
                    id: .new(),
                    at: Date(timeIntervalSince1970: 1_767_225_630),
                    type: "contracts.launched.v1",
                    subject: contract.description,
                    accountID: caller.accountID,
                    actor: PageWorld.hostile,
                    trace: "0af7651916cd43dd8448eb211c80319c"
                )
                let byItself = OperationView(id: .new(), at: Date(), type: "nobody.knows.v1", subject: "s")
                return ListOperations.Reply(
                    page: Page(items: [entry, byItself], next: "cursor"),
                    members: caller.accountID.map { [OperationMember(accountID: $0, name: "测试乙")] } ?? []
                )
            }
            let page = try await world.get(
                "/operation-log?type=contracts.launched.v1&accountID=\(account)&from=2026-01-01&to=2026-01-02"
            )
            #expect(page.status == 200)
            #expect(page.text.contains("2026-01-01 08:00:30"))
            #expect(page.text.contains("<a href=\"/contracts/\(world.contract)\">"))
            #expect(page.text.contains("<option value=\"contracts.launched.v1\" selected>发起签署</option>"))
            #expect(page.text.contains("nobody.knows.v1"))
            let asked = try #require(world.gateway.services.asked(ListOperations.self).first).request
            #expect(asked.operation == "contracts.launched.v1")
            #expect(asked.accountID == account)
            #expect(asked.from == Date(timeIntervalSince1970: 1_767_196_800))
            #expect(asked.to == asked.from?.addingTimeInterval(2 * 86_400))
            let next = try #require(page.text.components(separatedBy: "rel=\"next\" href=\"").last)
            for kept in ["type=contracts.launched.v1", "accountID=\(account)", "from=2026-01-01", "cursor=cursor"] {
                #expect(next.contains(kept))
            }
            let wrong = try await world.get("/operation-log?from=yesterday")
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("cursor=cursor") && !wrong.text.contains("yesterday"))
            #expect(wrong.text.contains("已显示全部日志"))
        }
    }

    @Test func `let a verification's code be sent again when the minute is over`() async throws {
        try await PageWorld.run(verified: false, personVerified: false) { world in
            let services = world.gateway.services
            services.answer(GetPersonVerification.self) { request, _ in
                VerificationView(id: request.verificationID, status: .codeRequired, codeSentAt: Date())
            }
            let path = "/person-verifications/\(world.verification)"
            let waiting = try await world.get(path)
            #expect(waiting.text.contains(#/value="send-code" data-controller="countdown" data-seconds="(60|59)"/#))
            services.answer(ResendVerificationCode.self) { request, _ in
                VerificationView(id: request.verificationID, status: .codeRequired, codeSentAt: Date())
            }
            let sent = try await world.post(path, [("action", "send-code"), ("idempotencyKey", "k1")])
            #expect(sent.status == 303 && sent.header("Location") == path)
            #expect(services.asked(ResendVerificationCode.self).map(\.request.verificationID) == [world.verification])
            services.answer(ResendVerificationCode.self) { _, _ in
                throw Refusal("identity.code-too-soon", .tooMany, retryAt: Date().addingTimeInterval(30))
            }
            let hasty = try await world.post(path, [("action", "send-code"), ("idempotencyKey", "k2")])
            #expect(hasty.status == 429)
            #expect(hasty.text.contains("验证码已发送，请在"))
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
        ("/operation-log?cursor=old&from=2026-01-01", "/operation-log?from=2026-01-01"),
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
            services.answer(ListOperations.self) { request, _ in
                _ = try request.page.before(in: ListOperations.self)
                return ListOperations.Reply(page: Page(items: []), members: [])
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

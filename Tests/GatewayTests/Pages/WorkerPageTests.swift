import Cryptography
import Foundation
import Identifiers
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `The worker's pages` {
    @Test func `are all there, without holes, and escape what people typed`() async throws {
        try await PageWorld.run(side: .worker) { world in
            world.gateway.services.answer(ListHandwrittenSignatures.self) { _, _ in
                ListHandwrittenSignatures.Reply(signatures: [])
            }
            for path in [
                "/", "/contracts", "/contracts?box=mine", "/contracts/\(world.contract)",
                "/contracts/\(world.contract)/signed", "/submissions", "/submissions/\(world.submission)",
                "/submissions/\(world.submission)/sent", "/session/password",
            ] {
                let page = try await world.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.text.contains(PageWorld.hostile), "\(path)")
                `The employer's pages`.expectNoHoles(page.text, path)
            }
        }
    }

    @Test(arguments: [
        (PartyStatus.waiting, "myTurn", "false"), (.signed, "status", "signing"),
    ])
    func `show a contract that changes by itself, whether it waits for the turn or for the end`(
        own: PartyStatus,
        path: String,
        value: String
    ) async throws {
        try await PageWorld.run(side: .worker) { world in
            var view = try world.contractView()
            view.ownRole = .employee
            view.item.myTurn = false
            view.item.parties = [
                PartyView(role: .employee, name: "测试甲", status: own),
                PartyView(role: .enterprise, name: "示例公司", status: .waiting),
            ]
            world.gateway.services.answer(GetContract.self) { [view] _, _ in view }
            let page = try await world.get("/contracts/\(world.contract)")
            #expect(page.text.contains("data-live-path=\"\(path)\" data-live-value=\"\(value)\""))
            view.item.myTurn = true
            world.gateway.services.answer(GetContract.self) { [view] _, _ in view }
            #expect(try await !world.get("/contracts/\(world.contract)").text.contains("data-live-path"))
        }
    }

    @Test func `let a worker hand in anew what was sent back, filled in as it was`() async throws {
        try await PageWorld.run(side: .worker) { world in
            let path = "/submissions/\(world.submission)"
            let rejected = try world.submissionView(world.submission, .rejected, correctable: true)
            let services = world.gateway.services
            services.answer(GetSubmission.self) { _, _ in rejected }
            let shown = try await world.get(path)
            #expect(shown.text.contains("地址不完整"))
            #expect(shown.text.contains("href=\"\(path)/correction\""))

            let form = try await world.get("\(path)/correction")
            #expect(form.status == 200)
            #expect(form.text.contains("上次未通过：地址不完整"))
            #expect(form.text.contains("value=\"示例路 1 号\""))
            #expect(form.text.contains("<option value=\"配偶\" selected>"))

            let filled = [
                ("sex", "female"), ("address", "示例路 2 号"), ("emergencyContact.name", "测试戊"),
                ("emergencyContact.relation", "朋友"), ("emergencyContact.phone", "13700000005"),
            ]
            services.answer(CorrectSubmission.self) { _, _ in
                throw Refusal.invalid(
                    "onboarding.input",
                    fields: ["emergencyContact.phone": "onboarding.contact-phone-malformed"]
                )
            }
            let refused = try await world.post("\(path)/correction", filled)
            #expect(refused.status == 422)
            #expect(refused.text.contains("请输入 11 位紧急联系人手机号码。"))
            #expect(refused.text.contains("value=\"示例路 2 号\""))

            let next = SubmissionID.new()
            services.answer(CorrectSubmission.self) { _, _ in CorrectSubmission.Reply(id: next, status: .pendingReview)
            }
            let sent = try await world.post("\(path)/correction", filled)
            #expect(sent.status == 303)
            #expect(sent.header("Location") == "/submissions/\(next)/sent")
            let asked = services.asked(CorrectSubmission.self)
            #expect(asked.last?.request.submissionID == world.submission)
            let values = try world.gateway.keys.open(#require(asked.last).request.values)
            #expect(values["emergencyContact.relation"] == "朋友")
        }
    }

    @Test func `offer no second form for what is not sent back`() async throws {
        try await PageWorld.run(side: .worker) { world in
            let path = "/submissions/\(world.submission)"
            #expect(try await !world.get(path).text.contains("/correction"))
            let answer = try await world.get("\(path)/correction")
            #expect(answer.status == 303)
            #expect(answer.header("Location") == path)
        }
    }
}

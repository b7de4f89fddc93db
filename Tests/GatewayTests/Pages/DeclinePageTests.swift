import Identifiers
import Messages
import Testing

@testable import Gateway
@testable import Web

struct `Declining on a contract's page` {
    @Test(arguments: [(Side.employer, PartyRole.enterprise), (.worker, .employee)])
    func `asks for the reason, waits for the end and tells it to either side`(side: Side, role: PartyRole) async throws
    {
        try await PageWorld.run(side: side) { world in
            let services = world.gateway.services
            let path = "/contracts/\(world.contract)"
            var view = try world.contractView()
            view.ownRole = role
            services.answer(GetContract.self) { [view] _, _ in view }
            #expect(try await world.get(path).text.contains("action=\"\(path)/decline\""))

            services.answer(DeclineContract.self) { _, _ in
                throw Refusal.invalid("signing.input", fields: ["reason": "field.required"])
            }
            let refused = try await world.post("\(path)/decline", [("reason", "")])
            #expect(refused.status == 422 && refused.text.contains("id=\"reason-error\""))

            services.answer(DeclineContract.self) { _, _ in DeclineContract.Reply(status: .declined) }
            let done = try await world.post("\(path)/decline", [("reason", "试用期过长")])
            let led = try done.led(to: path, by: "contracts-decline")
            #expect(services.asked(DeclineContract.self).last?.request.reason == "试用期过长")
            // Contracts has not heard of it yet.
            let ending = try await world.get(led).text
            #expect(ending.contains("已拒绝签署") && ending.contains("data-live-path=\"status\""))
            #expect(!ending.contains("action=\"\(path)/decline\"") && !ending.contains(">提交签署</button>"))

            view.item.status = .declined
            view.declinedBecause = "试用期<过长>"
            view.item.parties = [
                PartyView(role: .employee, name: "测试甲", status: .declined),
                PartyView(role: .enterprise, name: "示例科技有限公司", status: .waiting),
            ]
            services.answer(GetContract.self) { [view] _, _ in view }
            let ended = try await world.get(path).text
            #expect(ended.contains("测试甲拒绝签署，理由：试用期&lt;过长&gt;") && ended.contains("已拒签"))
            #expect(!ended.contains("action=\"\(path)/decline\"") && !ended.contains("data-live-path"))
            #expect(ended.contains(">重新发起</button>") == (side == .employer))
        }
    }
}

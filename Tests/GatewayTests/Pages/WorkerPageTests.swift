import Foundation
import Identifiers
import Messages
import Testing

@testable import Gateway

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
}

import Foundation
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `One table for pages and programs` {
    @Test func `has each address once for a side, and one code for the words of a form`() throws {
        let entries = Routes.entries(try RunningGateway.templates.get())
        for side in [Side.employer, .worker] {
            let pages = entries.flatMap { entry in
                entry.pages.filter { $0.side == side }.map { (path: entry.path, page: $0) }
            }
            #expect(Set(pages.map(\.path)).count == pages.count)
            let codes = pages.filter { $0.page.done != nil }.map { PageTable.code(of: $0.path) }
            #expect(Set(codes).count == codes.count && !codes.isEmpty)
        }
        let names = try RunningGateway.endpoints().map { "\($0.method) \($0.path)" }
        #expect(Set(names).count == names.count)
    }

    @Test func `a button says what it did in the words of the table only`() async throws {
        try await PageWorld.run { world in
            let path = "/contracts/\(world.contract)"
            let done = try await world.post("\(path)/urge", [])
            let shown = try await world.get(try #require(done.header("Location")))
            #expect(shown.text.contains("已催签，劳动者会收到短信。"))
            let proof = try #require(done.header("Location")?.split(separator: ".").last)
            for forged in [
                "已撤回", "contracts-refuse", "contracts-urge", "contracts-urge.", "contracts-withdrawal.\(proof)",
                "contracts-urge.\(String(repeating: "0", count: 32))",
            ] {
                let code = forged.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let page = try await world.get("\(path)?done=\(code)")
                #expect(!page.text.contains("class=\"flash") && page.text.contains(">撤回合同</button>"))
            }
            let elsewhere = try await world.get("/contracts?done=contracts-urge.\(proof)")
            #expect(elsewhere.status == 200 && !elsewhere.text.contains("class=\"flash"))
        }
    }

    @Test func `a refused button shows its page again, and its address leads there`() async throws {
        try await PageWorld.run { world in
            let path = "/contracts/\(world.contract)"
            world.gateway.services.answer(UrgeSigner.self) { _, _ in
                throw Refusal("contracts.nobody-to-urge", .conflict)
            }
            let refused = try await world.post("\(path)/urge", [])
            #expect(refused.status == 409)
            #expect(refused.text.contains("劳动者不在待签署状态，无需催签。"))
            #expect(refused.text.contains("action=\"\(path)/withdrawal\""))
            let opened = try await world.get("\(path)/urge")
            #expect(opened.status == 303 && opened.header("Location") == path)
        }
        try await PageWorld.run(side: .worker) { world in
            let answer = try await world.post("/contracts/\(world.contract)/urge", [])
            #expect(answer.status == 404)
            #expect(world.gateway.services.asked(UrgeSigner.self).isEmpty)
        }
    }
}

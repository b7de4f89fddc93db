import Foundation
import HTTPTypes
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Pages for what went wrong` {
    @Test(arguments: [
        (Refusal("identity.enterprise-unverified", .forbidden), 403, "没有权限办理"),
        (Refusal.notFound("gateway.not-found"), 404, "没有找到这个页面"),
        (Refusal("contracts.launched-already", .conflict), 409, "已发起签署"),
        (Refusal("gateway.unexpected", .unavailable), 500, "编号"),
        (Refusal("messaging.busy", .unavailable), 503, "后再试"),
    ])
    func `say what to do`(refusal: Refusal, status: Int, words: String) async throws {
        let pages = try RunningGateway.templates.get()
        let problem = Problem(
            refusal,
            requestID: "reference-1",
            now: Date(),
            wording: Wording(WordingTables.all)
        )
        let answer = ErrorPages(pages: pages).page(of: problem, visit: nil)
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status.code == status)
        #expect(text.contains(words))
        #expect(text.contains("<!doctype html>"))
    }
}

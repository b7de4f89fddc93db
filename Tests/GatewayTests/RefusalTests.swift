import Foundation
import Identifiers
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Saying no` {
    @Test(arguments: [
        (RefusalKind.malformed, 400), (.unauthorized, 401), (.forbidden, 403), (.notFound, 404), (.conflict, 409),
        (.tooLarge, 413), (.unsupported, 422), (.invalid, 422), (.tooMany, 429), (.unavailable, 503),
    ])
    func `each kind of refusal has its status`(kind: RefusalKind, status: Int) async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            gateway.services.answer(ListHandwrittenSignatures.self) { _, _ in
                throw Refusal("signing.signature-unknown", kind)
            }
            let reply = try await gateway.send("GET", "/api/v1/handwritten-signatures", headers: headers)
            #expect(reply.status == status)
            #expect(reply.header("Content-Type") == "application/problem+json")
            #expect(reply["status"] == .integer(Int64(status)))
            #expect((reply.header("Retry-After") != nil) == [429, 503].contains(status))
        }
    }

    @Test func `every field hears what is wrong with it, in words`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(RegisterEnterprise.self) { _, _ in
                throw Refusal.invalid(
                    "identity.input",
                    fields: ["uscc": "identity.uscc-check-digit", "code": "code.malformed"]
                )
            }
            let body = #"{"name":"示例科技有限公司","uscc":"1","phone":"13800000001","code":"1","agreements":[]}"#
            let reply = try await gateway.send("POST", "/api/v1/enterprises", json: body)
            #expect(reply.status == 422)
            #expect(reply["code"] == "identity.input")
            #expect(reply["fields.uscc"] == "统一社会信用代码校验不通过，请核对是否有输错的字符。")
            #expect(reply["fields.code"] == "验证码为 6 位数字。")
            #expect(reply["fieldCodes"] == ["uscc": "identity.uscc-check-digit", "code": "code.malformed"])
            #expect(reply["detail"] == "填写的内容有误，请按提示修改后再提交。")
        }
    }

    @Test func `what is no matter of fields names none`() async throws {
        try await RunningGateway.run { gateway in
            let reply = try await gateway.send("GET", "/api/v1/session")
            #expect(reply.status == 401)
            #expect(reply["fields"] == .null)
            #expect(reply["fieldCodes"] == .null)
        }
    }

    @Test(arguments: [
        ("limit=0", "limit", "input.out-of-range"), ("limit=101", "limit", "input.out-of-range"),
        ("limit=ten", "limit", "input.not-a-whole-number"), ("limit=", "limit", "input.not-a-whole-number"),
        ("cursor=a&cursor=b", "cursor", "input.not-text"), ("cursor=nonsense", "cursor", "input.cursor"),
    ])
    func `a part of a list that cannot be is told by field`(query: String, field: String, code: String) async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            gateway.services.answer(ListNotices.self) { request, _ in
                _ = try request.page.before(in: ListNotices.self)
                return ListNotices.Reply(page: Page(items: []), unread: 0)
            }
            let reply = try await gateway.send("GET", "/api/v1/notices?\(query)", headers: headers)
            #expect(reply.status == 422)
            #expect(reply["fieldCodes"] == .object([field: .string(code)]))
            #expect(reply["fields"].members?[field] != nil)
        }
    }

    @Test(arguments: [
        ("/api/v1/codes", "{}", ["phone", "purpose"]),
        ("/api/v1/codes", #"{"phone":"","purpose":null}"#, ["phone", "purpose"]),
        ("/api/v1/codes", #"{"phone":"13800000001"}"#, ["purpose"]),
        ("/api/v1/sessions", #"{"code":"123456"}"#, ["agreements", "phone", "side"]),
    ])
    func `everything that is missing is named at once`(path: String, body: String, names: [String]) async throws {
        try await RunningGateway.run { gateway in
            let reply = try await gateway.send("POST", path, json: body)
            #expect(reply.status == 422)
            #expect(reply["fields"].members?.keys.sorted() == names)
            #expect(reply["fields"].members?.values.allSatisfy { $0 == "请填写此项。" } == true)
        }
    }

    @Test func `a wait is told as a time of here and as a header`() async throws {
        try await RunningGateway.run { gateway in
            let until = Date().addingTimeInterval(545)
            gateway.services.answer(RequestCode.self) { _, _ in
                throw Refusal("identity.code-too-soon", .tooMany, retryAt: until)
            }
            let body = #"{"phone":"13800000001","purpose":"login"}"#
            let reply = try await gateway.send("POST", "/api/v1/codes", json: body)
            #expect(reply.status == 429)
            let seconds = try #require(reply.header("Retry-After").flatMap { Int($0) })
            #expect((400...545).contains(seconds))
            #expect(reply["detail"].scalarText?.contains("后再获取") == true)
            #expect(reply["retryAt"] != .null)
        }
    }

    @Test func `an unexpected error tells nothing but a number to quote`() async throws {
        struct Surprise: Error { let secret = "13800000001" }
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            gateway.services.answer(ListSeals.self) { _, _ in throw Surprise() }
            let reply = try await gateway.send("GET", "/api/v1/seals", headers: headers)
            #expect(reply.status == 500)
            #expect(reply["code"] == "gateway.unexpected")
            #expect(reply["requestID"].scalarText == reply.header("X-Request-ID"))
            #expect(!String(decoding: reply.body, as: UTF8.self).contains("13800000001"))
        }
    }

    @Test func `what is not there is 404 as a problem`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            for path in ["/api/v1/nothing", "/nothing", "/api/v1/contracts/not-an-id", "/public/../Package.swift"] {
                let reply = try await gateway.send("GET", path, headers: headers)
                #expect(reply.status == 404, "\(path)")
                #expect(reply["code"] == "gateway.not-found")
            }
        }
    }

    @Test func `input of the wrong kind is told by field, before anybody is asked`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let body = #"{"willingnessID":"nonsense","code":{"a":1},"fields":{"k":["x"]}}"#
            let path = "/api/v1/contracts/\(ContractID.new())/signature"
            let reply = try await gateway.send("POST", path, json: body, headers: headers)
            #expect(reply.status == 422)
            #expect(reply["code"] == "gateway.input")
            #expect(reply["fields.willingnessID"] != .null)
            #expect(reply["fields.code"] != .null)
            let codes = reply["fieldCodes"].members
            #expect(codes?["willingnessID"] == "input.not-an-identifier")
            #expect(codes?["code"] == "input.not-text")
            #expect(codes?["fields.k"] == "input.not-text")
            #expect(gateway.services.asked(SignContract.self).isEmpty)
        }
    }

    @Test func `limits of size, kind and number are kept`() async throws {
        let limits = RequestLimits(
            address: Rate(burst: 100, perSecond: 1),
            guarded: Rate(burst: 3, perSecond: 0.01),
            account: Rate(burst: 100, perSecond: 1)
        )
        try await RunningGateway.run(limits: limits) { gateway in
            let headers = try gateway.employer()
            let huge = "{\"name\":\"\(String(repeating: "a", count: 1 << 20))\"}"
            #expect(try await gateway.send("POST", "/api/v1/departments", json: huge, headers: headers).status == 413)
            let wrong = try await gateway.send(
                "POST",
                "/api/v1/departments",
                body: Data("<a/>".utf8),
                type: "text/xml",
                headers: headers
            )
            #expect(wrong.status == 415)
            for broken in ["{", "[1]", "\"a\""] {
                #expect(
                    try await gateway.send("POST", "/api/v1/departments", json: broken, headers: headers).status == 400
                )
            }
            var last: RunningGateway.Reply?
            for _ in 0..<4 { last = try await gateway.send("POST", "/api/v1/codes", json: "{}") }
            #expect(last?.status == 429)
            #expect(last?["code"] == "gateway.too-many-requests")
            #expect(last?.header("Retry-After").flatMap { Int($0) }.map { $0 >= 1 } == true)
        }
    }

    @Test func `every answer carries the headers that protect browsers`() async throws {
        try await RunningGateway.run(publicURL: "https://gateway.test/") { gateway in
            let reply = try await gateway.send("GET", "/nothing")
            #expect(reply.header("X-Content-Type-Options") == "nosniff")
            #expect(reply.header("Strict-Transport-Security") != nil)
            #expect(reply.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
            #expect(reply.header("Referrer-Policy") == "same-origin")
            #expect(!SecurityHeaders.policyOfPages.contains("unsafe"))
        }
    }
}

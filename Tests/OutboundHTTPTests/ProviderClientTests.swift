import Foundation
import OutboundHTTP
import Testing

struct `Questions to a provider` {
    private struct Question: Codable {
        var requestID = "r-1"
    }

    private struct Verdict: Decodable {
        var result: String
    }

    @Test func `carry the token and come back decoded`() async throws {
        let server = try TinyServer { _ in .reply(body: Data(#"{"result":"match"}"#.utf8)) }
        defer { server.stop() }
        let client = ProviderClient(base: server.url("/v1"), token: "t-1")
        let verdict = try await client.ask("/check", Question(), as: Verdict.self)
        #expect(verdict.result == "match")
        let request = try #require(server.requests.first)
        #expect(request.target == "/v1/check")
        #expect(request.headers["authorization"] == "Bearer t-1")
        #expect(try JSONDecoder().decode(Question.self, from: request.body).requestID == "r-1")
    }

    @Test(
        arguments: [
            ("2", 2.0), ("0", 0), ("1e300", 3600), ("inf", nil), ("nan", nil), ("-1", nil),
            ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
        ] as [(String, TimeInterval?)]
    )
    func `that were too many say how long to wait, within reason`(header: String, wait: TimeInterval?) async throws {
        let server = try TinyServer { _ in .reply(429, headers: ["Retry-After": header]) }
        defer { server.stop() }
        guard case .unavailable("status 429", let found) = try await problem(at: server) else {
            Issue.record("not told to wait")
            return
        }
        #expect(found == wait)
    }

    @Test func `fail in three ways`() async throws {
        for (status, body) in [(500, ""), (302, ""), (400, "{}"), (200, "{}")] {
            let server = try TinyServer { _ in .reply(status, body: Data(body.utf8)) }
            defer { server.stop() }
            switch (status, try await problem(at: server)) {
            case (500, .unavailable), (302, .refused(302)), (400, .refused(400)), (200, .malformed): break
            case (_, let other): Issue.record("\(status) gave \(other)")
            }
        }
    }

    private func problem(at server: TinyServer) async throws -> ProviderError {
        let client = ProviderClient(base: server.url(""), token: "t-1")
        return try #require(
            await #expect(throws: ProviderError.self) { try await client.ask("/check", Question(), as: Verdict.self) }
        )
    }
}

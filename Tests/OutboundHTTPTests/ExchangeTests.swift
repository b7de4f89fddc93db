import Foundation
import OutboundHTTP
import Testing

struct `Requests that are answered` {
    @Test func `method, path, query, headers and body arrive as given`() async throws {
        let server = try TinyServer { _ in .reply(201, headers: ["X-Receipt": "r-1"], body: Data("好".utf8)) }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        let bytes = Data([0, 1, 2, 0, 255])
        let response = try await client.send(
            OutboundRequest(
                method: .post,
                url: server.url("/sms/send?id=1"),
                headers: ["X-Signature": "abc", "Content-Type": "application/octet-stream", "X-Empty": ""],
                body: bytes
            )
        )
        #expect(response.status == 201)
        #expect(response.isSuccess)
        #expect(response.headers["x-receipt"] == "r-1")
        #expect(String(decoding: response.body, as: UTF8.self) == "好")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/sms/send?id=1")
        #expect(request.body == bytes)
        #expect(request.headers["x-signature"] == "abc")
        #expect(request.headers["x-empty"] == "")
        #expect(request.headers["content-type"] == "application/octet-stream")
        #expect(request.headers["expect"] == nil)
        #expect(request.headers["host"] == server.host)
    }

    @Test(arguments: [OutboundRequest.Method.get, .head, .post, .put, .delete])
    func `each method arrives, without a body too`(method: OutboundRequest.Method) async throws {
        let server = try TinyServer { _ in .reply(200, body: Data("x".utf8)) }
        defer { server.stop() }
        let response = try await OutboundHTTPClient(allowedHosts: [server.host])
            .send(OutboundRequest(method: method, url: server.url("/")))
        #expect(response.status == 200)
        #expect(response.body.count == (method == .head ? 0 : 1))
        let request = try #require(server.requests.first)
        #expect(request.method == method.rawValue)
        #expect(request.body.isEmpty)
        #expect(request.headers["content-type"] == nil)
    }

    @Test func `a large body goes up and comes back whole`() async throws {
        let server = try TinyServer { .reply(body: $0.body) }
        defer { server.stop() }
        let body = Data((0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let client = OutboundHTTPClient(
            allowedHosts: [server.host],
            limits: OutboundLimits(totalTimeout: .seconds(60), maximumReplyBytes: 5 << 20)
        )
        let response = try await client.send(OutboundRequest(method: .put, url: server.url("/"), body: body))
        #expect(response.body == body)
    }

    @Test func `a redirect is handed back, not followed`() async throws {
        let other = try TinyServer { _ in .reply() }
        let server = try TinyServer { _ in .reply(302, headers: ["Location": other.url("/elsewhere")]) }
        defer {
            server.stop()
            other.stop()
        }
        let client = OutboundHTTPClient(allowedHosts: [server.host, other.host])
        let response = try await client.send(OutboundRequest(method: .get, url: server.url("/")))
        #expect(response.status == 302)
        #expect(response.headers["location"] == other.url("/elsewhere"))
        #expect(other.requests.isEmpty)
    }

    @Test func `errors of the provider are replies`() async throws {
        let server = try TinyServer { _ in .reply(500, body: Data("oops".utf8)) }
        defer { server.stop() }
        let response = try await OutboundHTTPClient(allowedHosts: [server.host])
            .send(OutboundRequest(method: .get, url: server.url("/")))
        #expect(response.status == 500)
        #expect(!response.isSuccess)
    }

    @Test func `headers of an interim reply are not the answer's`() async throws {
        let server = try TinyServer { _ in
            .raw("HTTP/1.1 103 Early\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Late: 1\r\nContent-Length: 2\r\n\r\nok")
        }
        defer { server.stop() }
        let response = try await OutboundHTTPClient(allowedHosts: [server.host])
            .send(OutboundRequest(method: .get, url: server.url("/")))
        #expect(response.status == 200)
        #expect(response.headers["X-Early"] == nil)
        #expect(response.headers["X-Late"] == "1")
    }

    @Test func `fifty at once are all answered, each with its own`() async throws {
        let server = try TinyServer { .reply(body: Data($0.target.utf8)) }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host], limits: OutboundLimits(totalTimeout: .seconds(60)))
        let matches = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let request = OutboundRequest(method: .get, url: server.url("/\(number)"))
                    return try await client.send(request).body == Data("/\(number)".utf8)
                }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(matches == Array(repeating: true, count: 50))
        #expect(Set(server.requests.map(\.connection)).count <= 32)
    }

    @Test func `a connection is used again`() async throws {
        let server = try TinyServer { _ in .reply() }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        for _ in 0..<3 { _ = try await client.send(OutboundRequest(method: .get, url: server.url("/"))) }
        #expect(server.requests.map(\.connection) == [1, 1, 1])
    }
}

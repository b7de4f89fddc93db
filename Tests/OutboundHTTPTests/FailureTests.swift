import Foundation
import OutboundHTTP
import Testing

struct `Requests without an answer` {
    @Test func `a silent provider times out, and may have received the request`() async throws {
        let server = try TinyServer { _ in .silence }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        let error = await #expect(throws: OutboundError.self) {
            try await client.send(OutboundRequest(method: .post, url: server.url("/"), timeout: .milliseconds(200)))
        }
        #expect(error?.reason == .timedOut)
        #expect(error?.mayHaveArrived == true)
    }

    @Test func `a reply that stops half-way times out`() async throws {
        let server = try TinyServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") }
        defer { server.stop() }
        let client = OutboundHTTPClient(
            allowedHosts: [server.host],
            limits: OutboundLimits(totalTimeout: .milliseconds(200))
        )
        #expect(await reason(of: .init(method: .get, url: server.url("/")), by: client) == .timedOut)
    }

    @Test func `a refused connection cannot have carried the request`() async throws {
        let port = try TinyServer.closedPort()
        let client = OutboundHTTPClient(allowedHosts: ["127.0.0.1:\(port)"])
        let error = await #expect(throws: OutboundError.self) {
            try await client.send(OutboundRequest(method: .post, url: "http://127.0.0.1:\(port)/"))
        }
        #expect(error?.reason == .connectionFailed)
        #expect(error?.mayHaveArrived == false)
    }

    @Test func `a name that does not exist`() async {
        let client = OutboundHTTPClient(allowedHosts: ["nowhere.invalid"])
        #expect(await reason(of: .init(method: .get, url: "https://nowhere.invalid/"), by: client) == .dns)
    }

    @Test func `a provider that speaks no TLS`() async throws {
        let server = try TinyServer { _ in .reply() }
        defer { server.stop() }
        let client = OutboundHTTPClient(
            allowedHosts: [server.host],
            limits: OutboundLimits(totalTimeout: .seconds(2))
        )
        let error = await #expect(throws: OutboundError.self) {
            try await client.send(OutboundRequest(method: .get, url: "https://\(server.host)/"))
        }
        // The plain server waits for the end of a request line: whichever side gives up, nothing was sent.
        #expect([.tls, .timedOut].contains(error?.reason))
        #expect(error?.mayHaveArrived == false)
    }

    @Test(arguments: [true, false])
    func `a reply beyond the limit is cut off, announced or not`(isAnnounced: Bool) async throws {
        let body = Data(repeating: 0x61, count: 200_000)
        let server = try TinyServer { _ in
            guard !isAnnounced else { return .reply(body: body) }
            return .raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + String(decoding: body, as: UTF8.self))
        }
        defer { server.stop() }
        let client = OutboundHTTPClient(
            allowedHosts: [server.host],
            limits: OutboundLimits(maximumReplyBytes: 100_000)
        )
        #expect(await reason(of: .init(method: .get, url: server.url("/")), by: client) == .tooLarge)
    }

    @Test func `endless headers are cut off`() async throws {
        let lines = (0..<2_000).map { "X-\($0): \(String(repeating: "a", count: 60))\r\n" }.joined()
        let server = try TinyServer { _ in .raw("HTTP/1.1 200 OK\r\n\(lines)\r\n") }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        #expect(await reason(of: .init(method: .get, url: server.url("/")), by: client) == .tooLarge)
    }

    @Test func `what is not HTTP`() async throws {
        let server = try TinyServer { _ in .raw("SSH-2.0-hello\r\n\r\n") }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        #expect(await reason(of: .init(method: .get, url: server.url("/")), by: client) == .invalidReply)
    }

    @Test func `a POST is never sent twice, though its kept-alive connection was closed`() async throws {
        let server = try TinyServer { $0.method == "GET" ? .reply() : .hangUp }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        _ = try await client.send(OutboundRequest(method: .get, url: server.url("/")))
        let error = await #expect(throws: OutboundError.self) {
            try await client.send(OutboundRequest(method: .post, url: server.url("/"), body: Data("once".utf8)))
        }
        #expect(error?.reason == .connectionFailed)
        #expect(error?.mayHaveArrived == true)
        #expect(server.requests.filter { $0.method == "POST" }.count == 1)
    }

    @Test func `a cancelled task ends its request and leaves others alone`() async throws {
        let server = try TinyServer { $0.target == "/silent" ? .silence : .reply() }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host], limits: OutboundLimits(totalTimeout: .seconds(60)))
        let task = Task { await reason(of: .init(method: .get, url: server.url("/silent")), by: client) }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(try await client.send(OutboundRequest(method: .get, url: server.url("/"))).status == 200)
    }

    @Test func `a task cancelled beforehand sends nothing`() async throws {
        let server = try TinyServer { _ in .reply() }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await reason(of: .init(method: .get, url: server.url("/")), by: client)
        }
        #expect(await task.value == .cancelled)
        #expect(server.requests.isEmpty)
    }

    @Test func `closing ends what is on its way and refuses the rest`() async throws {
        let server = try TinyServer { _ in .silence }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host], limits: OutboundLimits(totalTimeout: .seconds(60)))
        async let first = reason(of: .init(method: .get, url: server.url("/")), by: client)
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        client.close()
        #expect(await first == .closed)
        #expect(await reason(of: .init(method: .get, url: server.url("/")), by: client) == .closed)
    }

    @Test func `the description tells neither path, query nor body`() async throws {
        let port = try TinyServer.closedPort()
        let client = OutboundHTTPClient(allowedHosts: ["127.0.0.1:\(port)"])
        let url = "http://127.0.0.1:\(port)/path?phone=13800000001"
        let error = try #require(
            await #expect(throws: OutboundError.self) {
                try await client.send(OutboundRequest(method: .post, url: url, body: Data("secret".utf8)))
            }
        )
        #expect("\(error)" == "POST http://127.0.0.1:\(port): connection failed (curl 7)")
    }
}

/// Nil when there was an answer.
func reason(of request: OutboundRequest, by client: OutboundHTTPClient) async -> OutboundError.Reason? {
    do throws(OutboundError) {
        _ = try await client.send(request)
        return nil
    } catch {
        return error.reason
    }
}

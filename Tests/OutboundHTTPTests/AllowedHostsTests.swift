import Foundation
import Testing

@testable import OutboundHTTP

struct `Hosts that may be talked to` {
    @Test func `no spelling leads to a server that is not listed`() async throws {
        let listed = try TinyServer { _ in .reply() }
        let other = try TinyServer { _ in .reply() }
        defer {
            listed.stop()
            other.stop()
        }
        let client = OutboundHTTPClient(allowedHosts: [listed.host])
        let attempts = [
            "http://\(other.host)/", "http://\(listed.host)@\(other.host)/", "http://user:pass@\(other.host)/",
            "http://\(other.host)#@\(listed.host)/", "http://\(other.host)?@\(listed.host)/",
            "http://\(other.host)\\@\(listed.host)/", "http://127.0.0.1:\(listed.port)@127.0.0.1:\(other.port)/",
            "http://localhost:\(other.port)/", "http://127.1:\(other.port)/", "http://0x7f000001:\(other.port)/",
            "http://[::ffff:127.0.0.1]:\(other.port)/", "//\(other.host)/", "\(other.host)", "http:///\(other.host)/",
            "http://127.0.0.1/", "http://127.0.0.1:0\(other.port)/", "http://127.0.0.1.:\(listed.port)/",
            "http://user@\(listed.host)/", "file:///etc/passwd", "ftp://\(listed.host)/", "gopher://\(listed.host)/",
            "http://\(listed.host)\r\nHost: x/", "http://\(listed.host)/ x", "http://１２７.0.0.1:\(listed.port)/", "",
        ]
        for url in attempts {
            let reason = await reason(of: OutboundRequest(method: .get, url: url), by: client)
            #expect(reason == .hostNotAllowed || reason == .invalidRequest, "\(url)")
        }
        #expect(other.requests.isEmpty)
        #expect(listed.requests.isEmpty)
    }

    @Test func `a header cannot break out of its line`() async throws {
        let server = try TinyServer { _ in .reply() }
        defer { server.stop() }
        let client = OutboundHTTPClient(allowedHosts: [server.host])
        for (name, value) in [("X", "a\r\nHost: evil"), ("X\r\nY", "a"), ("X:", "a"), ("", "a"), ("X", "a\0b")] {
            var headers = OutboundHeaders()
            headers[name] = value
            let request = OutboundRequest(method: .get, url: server.url("/"), headers: headers)
            #expect(await reason(of: request, by: client) == .invalidRequest)
        }
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        ("sms.example.cn", "https://sms.example.cn/x", true),
        ("sms.example.cn", "http://sms.example.cn/x", true),
        ("sms.example.cn", "https://SMS.example.CN:443/x", true),
        ("sms.example.cn", "https://sms.example.cn:8443/x", false),
        ("sms.example.cn", "https://sms.example.cn.evil.example/", false),
        ("sms.example.cn", "https://a.sms.example.cn/", false),
        ("sms.example.cn:8443", "https://sms.example.cn:8443/", true),
        ("sms.example.cn:8443", "https://sms.example.cn/", false),
        ("https://sms.example.cn/send?x=1", "https://sms.example.cn/other", true),
        ("https://sms.example.cn", "http://sms.example.cn/", false),
        ("http://127.0.0.1:8090/sms", "http://127.0.0.1:8090/", true),
        ("http://127.0.0.1:8090/sms", "https://127.0.0.1:8090/", false),
        ("[::1]:8090", "http://[::1]:8090/", true),
        ("", "https://sms.example.cn/", false),
        ("*", "https://sms.example.cn/", false),
    ])
    func `an entry allows exactly its own host and port`(entry: String, url: String, isAllowed: Bool) throws {
        #expect(AllowedHosts([entry]).contains(try OutboundURL(url)) == isAllowed)
    }

    @Test func `unreadable entries are told and allow nothing`() {
        #expect(AllowedHosts(["ftp://x", "a b", "ok.example"]).unreadable == ["ftp://x", "a b"])
    }

    @Test func `inside addresses can be refused, whatever the name`() async throws {
        let server = try TinyServer { _ in .reply() }
        defer { server.stop() }
        let client = OutboundHTTPClient(
            allowedHosts: [server.host, "localhost:\(server.port)"],
            limits: OutboundLimits(refusesInsideAddresses: true)
        )
        for host in [server.host, "localhost:\(server.port)"] {
            let request = OutboundRequest(method: .get, url: "http://\(host)/")
            #expect(await reason(of: request, by: client) == .hostNotAllowed)
        }
        #expect(server.requests.isEmpty)
    }

    @Test(
        arguments: [
            [127, 0, 0, 1], [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1],
            [169, 254, 169, 254],
            [100, 64, 0, 1], [0, 0, 0, 0], [224, 0, 0, 1], [255, 255, 255, 255], [198, 18, 0, 1], [192, 0, 2, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1],
            [0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1],
            [0x20, 0x02, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [], [1, 2, 3],
        ] as [[UInt8]]
    )
    func `inside`(address: [UInt8]) {
        #expect(isInsideAddress(address))
    }

    @Test(
        arguments: [
            [8, 8, 8, 8], [172, 15, 0, 1], [172, 32, 0, 1], [100, 128, 0, 1], [223, 5, 5, 5], [192, 0, 66, 1],
            [0x24, 0x00, 0x32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 8, 8, 8, 8],
        ] as [[UInt8]]
    )
    func `outside`(address: [UInt8]) {
        #expect(!isInsideAddress(address))
    }
}

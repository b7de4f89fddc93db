import Foundation
import Testing

@testable import Web

@Suite struct `Where a request comes from` {
    @Test func `over https cookies are bound to the host`() {
        let cookies = Cookies(isHTTPS: true)
        let cookie = cookies.set(cookies.session, "abc", expires: nil, now: Date())
        #expect(cookie == "__Host-suiyue-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure")
    }

    @Test func `only trusted proxies are believed about the client's address`() throws {
        let proxies = try #require(TrustedProxies(["10.0.0.0/8", "::1"]))
        #expect(proxies.client(peer: "203.0.113.9", forwardedFor: ["198.51.100.1"]) == "203.0.113.9")
        #expect(proxies.client(peer: "10.1.2.3", forwardedFor: ["198.51.100.1, 203.0.113.7"]) == "203.0.113.7")
        #expect(proxies.client(peer: "10.1.2.3", forwardedFor: ["203.0.113.7, 10.9.9.9"]) == "203.0.113.7")
        #expect(proxies.client(peer: "::1", forwardedFor: ["nonsense"]) == "::1")
        #expect(proxies.client(peer: "10.1.2.3", forwardedFor: []) == "10.1.2.3")
        #expect(TrustedProxies(["10.0.0.0/40"]) == nil)
        #expect(Network.limitKey("2001:db8:1:2:3:4:5:6") == Network.limitKey("2001:db8:1:2::9"))
    }
}

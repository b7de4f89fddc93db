import Foundation
import Testing

@Suite struct `A service asks a register` {
    @Test func `facts that agree are a match, with one receipt per request`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        let first = try await sandbox.threeFactor("测试甲", requestID: "one")
        #expect(first.status == 200)
        #expect(first.field("result") == "match")
        let again = try await sandbox.threeFactor("测试甲", requestID: "one")
        #expect(first.field("receipt") == again.field("receipt"))
        let other = try await sandbox.threeFactor("测试甲", requestID: "two")
        #expect(first.field("receipt") != other.field("receipt"))
    }

    @Test func `the name chooses a mismatch or nobody found`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        #expect(try await sandbox.threeFactor("测试不符").field("result") == "mismatch")
        #expect(try await sandbox.threeFactor("测试查无").field("result") == "not-found")
    }

    @Test func `the name chooses an outage or a limit that passes`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        #expect(try await sandbox.threeFactor("测试故障").status == 500)
        #expect(try await sandbox.threeFactor("测试故障").status == 500)
        let limited = try await sandbox.threeFactor("测试限流")
        #expect(limited.status == 429)
        #expect(limited.retryAfter == "1")
        #expect(try await sandbox.threeFactor("测试限流").field("result") == "match")
        #expect(try await sandbox.threeFactor("另一限流").status == 429)
    }

    @Test func `the name chooses a provider that does not answer`() async throws {
        let sandbox = try await RunningSandbox.start(silence: .milliseconds(50))
        defer { sandbox.stop() }
        #expect(try await sandbox.threeFactor("测试超时").status == 504)
    }

    @Test func `the enterprise register goes by either name`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        let match = try await sandbox.legalRepresentative(of: "示例科技有限公司", named: "测试甲")
        #expect(match.field("result") == "match")
        let enterprise = try await sandbox.legalRepresentative(of: "示例不符有限公司", named: "测试甲")
        #expect(enterprise.field("result") == "mismatch")
        let person = try await sandbox.legalRepresentative(of: "示例科技有限公司", named: "测试不符")
        #expect(person.field("result") == "mismatch")
        #expect(try await sandbox.legalRepresentative(of: "示例故障有限公司", named: "测试甲").status == 500)
    }

    @Test func `what is asked must be complete and carry the token`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        #expect(try await sandbox.threeFactor("").status == 422)
        #expect(try await sandbox.call("POST", "/carrier/three-factor", body: ["name": "甲"]).status == 400)
        let open = try await sandbox.call("POST", "/carrier/three-factor", body: ["name": "甲"], token: nil)
        #expect(open.status == 401)
    }
}

import Foundation
import Testing

@Suite struct `A service sends a short message` {
    @Test func `it arrives in the inbox with its code, newest first`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        let first = try await sandbox.send("a", to: "13800000001", "【穗约】验证码 135790，5 分钟内有效。")
        #expect(first.status == 200)
        #expect(first.field("status") == "sent")
        _ = try await sandbox.send("b", to: "13800000001", "【穗约】示例科技有限公司邀请您签署合同。")
        _ = try await sandbox.send("c", to: "13800000002", "【穗约】验证码 246802。")

        let inbox = try await sandbox.inbox("13800000001")
        #expect(inbox.map(\.code) == [nil, "135790"])
        #expect(inbox.allSatisfy { $0.phone == "13800000001" && $0.sentAt.hasSuffix("Z") })
    }

    @Test func `a repeated request is sent once and keeps its receipt`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        let first = try await sandbox.send("same", to: "13800000001", "验证码 111222")
        let again = try await sandbox.send("same", to: "13800000001", "验证码 111222")
        #expect(first.field("receipt") == again.field("receipt"))
        #expect(try await sandbox.inbox("13800000001").count == 1)

        let other = try await sandbox.send("same", to: "13800000001", "验证码 333444")
        #expect(other.status == 409)
        #expect(try await sandbox.inbox("13800000001").count == 1)
    }

    @Test func `without the token or a phone number nothing is sent`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        let body: [String: any Sendable] = ["requestID": "x", "phone": "13800000001", "text": "t", "kind": "sms"]
        #expect(try await sandbox.call("POST", "/sms/messages", body: body, token: nil).status == 401)
        #expect(try await sandbox.call("POST", "/sms/messages", body: body, token: "wrong").status == 401)
        #expect(try await sandbox.send("y", to: "1380000", "验证码 111222").status == 422)
        #expect(try await sandbox.call("POST", "/sms/messages", body: ["phone": "1"]).status == 400)
        #expect(try await sandbox.inbox("13800000001").isEmpty)
    }

    @Test func `a number ending in 0404 fails always and one ending in 0429 once`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        for _ in 1...3 {
            #expect(try await sandbox.send("a", to: "13800000404", "验证码 111222").status == 500)
        }
        let limited = try await sandbox.send("b", to: "13800000429", "验证码 111222")
        #expect(limited.status == 429)
        #expect(limited.retryAfter == "1")
        #expect(try await sandbox.inbox("13800000429").isEmpty)
        #expect(try await sandbox.send("b", to: "13800000429", "验证码 111222").status == 200)
        #expect(try await sandbox.send("c", to: "13800000429", "验证码 333444").status == 200)
    }

    @Test func `an answer lost once does not send the message twice`() async throws {
        let sandbox = try await RunningSandbox.start(silence: .milliseconds(50))
        defer { sandbox.stop() }
        #expect(try await sandbox.send("a", to: "13800000504", "验证码 111222").status == 504)
        #expect(try await sandbox.inbox("13800000504").count == 1)
        #expect(try await sandbox.send("a", to: "13800000504", "验证码 111222").status == 200)
        #expect(try await sandbox.inbox("13800000504").count == 1)
    }

    @Test func `the inbox page shows the message and nothing of it as markup`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        _ = try await sandbox.send("a", to: "13800000001", "<b>验证码</b> 987654")
        let page = try await sandbox.call("GET", "/", token: nil)
        #expect(page.status == 200)
        #expect(page.text.contains("短信收件箱"))
        #expect(page.text.contains("http-equiv=\"refresh\""))
        #expect(page.text.contains("&lt;b&gt;验证码&lt;/b&gt; 987654"))
        #expect(page.text.contains("<div class=\"code\">987654</div>"))
        let other = try await sandbox.call("GET", "/?phone=13800000009", token: nil)
        #expect(!other.text.contains("987654"))
    }

    @Test func `it says that it is well`() async throws {
        let sandbox = try await RunningSandbox.start()
        defer { sandbox.stop() }
        #expect(try await sandbox.call("GET", "/healthz", token: nil).status == 200)
    }
}

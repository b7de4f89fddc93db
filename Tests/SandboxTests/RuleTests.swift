import Foundation
import Testing

@testable import Sandbox

@Suite struct `The sandbox's own rules` {
    @Test(arguments: [
        ("【穗约】验证码 482913，5 分钟内有效", "482913"),
        ("482913 是您的验证码，请勿泄露", "482913"),
        ("请致电 12345；验证码：0042", "0042"),
        ("联系 13800000001，口令 7788", "7788"),
    ])
    func `the code is found in the text`(text: String, code: String) {
        #expect(codeInText(text) == code)
    }

    @Test(arguments: ["没有数字", "联系 13800000001", "3 天内签署", "示例2026有限公司邀请您：http://127.0.0.1:8080/i/x"])
    func `a text without a code has none`(text: String) {
        #expect(codeInText(text) == nil)
    }

    @Test func `memory is bounded and forgets the oldest`() async {
        var memory = BoundedMemory<Int, Int>(limit: 100)
        for number in 1...1_000 {
            memory.remember(number, for: number)
        }
        #expect(memory[1] == nil)
        #expect(memory[1_000] == 1_000)
        #expect((1...1_000).count { memory[$0] != nil } <= 100)

        let mailbox = Mailbox(limit: 10)
        for number in 1...100 {
            _ = await mailbox.send(requestID: "\(number)", phone: "13800000001", text: "t", kind: .sms, at: Date())
        }
        #expect(await mailbox.newest(atMost: 1_000).count <= 10)
    }

    @Test func `settings name what is missing or wrong`() throws {
        #expect(throws: SettingsProblem.self) { try SandboxSettings(environment: [:]) }
        #expect(throws: SettingsProblem.self) {
            try SandboxSettings(environment: ["SANDBOX_TOKEN": "t", "SANDBOX_PORT": "eighty"])
        }
        let settings = try SandboxSettings(environment: ["SANDBOX_TOKEN": "t"])
        #expect(settings.port == 8090)
        #expect(settings.host == "127.0.0.1")
    }
}

import Foundation
import Messages
import Web

/// 个人中心 of an employer's account: who one is, and the password.
struct PasswordPage: Sendable {
    struct Model: Sendable {
        let hasPassword: Bool
        let verifiedName: String?

        init(_ session: SessionView?) {
            hasPassword = session?.hasPassword ?? false
            verifiedName = session?.personVerified == true ? session?.personName : nil
        }
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["password", "again"]) { form in
            try await page(visit, form)
        } act: {
            try Self.checkSame(visit)
            _ = try await Accounts.setPassword(visit.read(), visit)
            return .seeOther("/session/password?done=saved")
        }
    }

    /// Typed twice, because it cannot be seen.
    static func checkSame(_ visit: Visit) throws(Refusal) {
        guard visit.posted("password") == visit.posted("again") else {
            throw Refusal.invalid("gateway.input", fields: ["again": "gateway.password-again"])
        }
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        try await pages.answer(
            "password",
            Model(visit.session),
            title: "个人中心",
            for: visit,
            form: form,
            flash: visit.asked("done") == "saved" ? .good("密码已保存，下次可以用密码登录。") : nil
        )
    }
}

import Messages
import Web

/// 个人中心 of a worker: the password, and the way out.
struct WorkerPasswordPage: Sendable {
    struct Model: Sendable {
        let hasPassword: Bool
        let verifiedName: String?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["password", "again"]) { form in
            try await page(visit, form)
        } act: {
            try PasswordPage.checkSame(visit)
            _ = try await Accounts.setPassword(visit.read(), visit)
            return .seeOther("/session/password?done=saved")
        }
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        let session = visit.session
        return try await pages.answer(
            "worker-password",
            Model(
                hasPassword: session?.hasPassword ?? false,
                verifiedName: session?.personVerified == true ? session?.personName : nil
            ),
            title: "个人中心",
            for: visit,
            nav: .mine,
            form: form,
            flash: visit.asked("done") == "saved" ? .good("密码已保存，下次可以用密码登录。") : nil
        )
    }
}

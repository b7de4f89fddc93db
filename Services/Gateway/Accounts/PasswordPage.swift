import Foundation
import Messages
import Web

/// 个人中心: who one is, and the password; the worker's has the way out too.
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

    static func set(_ input: NewPasswordInput, _ visit: Visit) async throws -> NoContent {
        guard input.password == input.again else {
            throw Refusal.invalid("gateway.input", fields: ["again": "gateway.password-again"])
        }
        return try await Accounts.setPassword(PasswordInput(password: input.password), visit)
    }

    func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        let isWorker = visit.session?.side == .worker
        return try await pages.answer(
            isWorker ? "worker-password" : "password",
            Model(visit.session),
            title: "个人中心",
            for: visit,
            nav: isWorker ? .mine : nil,
            form: form
        )
    }
}

/// Typed twice, because it cannot be seen.
struct NewPasswordInput: Input {
    var password: String
    var again: String
}

extension NewPasswordInput {
    init(_ fields: Fields) {
        password = fields.text("password")
        again = fields.text("again")
    }
}

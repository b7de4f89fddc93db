import Foundation
import Messages
import Web

/// 创建企业: an enterprise and the account of its first administrator.
struct EnterpriseCreationPage: Sendable {
    struct Model: Sendable {
        let resendAfter: Int?
        let codeSentTo: String?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState(), SentCode(visit))
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["name", "uscc", "phone", "code", "agreements"]) { form in
            try await page(visit, form, SentCode(visit))
        } act: {
            if visit.action == "send-code" {
                let sent = try await SentCode.send(.registerEnterprise, visit)
                return try await page(visit, FormState(visit.body), sent)
            }
            let input = try visit.read(EnterpriseInput.self)
            let opened = try await Accounts.registerEnterprise(input, visit)
            guard let token = opened.session.token else { throw Refusal("gateway.unexpected", .unavailable) }
            return Answer.seeOther("/enterprises/created")
                .opening(token: token, until: opened.session.expiresAt, visit: visit)
        }
    }

    /// 创建成功: the administrator is logged in already.
    func showCreated(_ visit: Visit) async throws -> Answer {
        guard visit.session?.actingEnterprise != nil else { return .seeOther("/login?side=employer") }
        return try await pages.answer("enterprise-created", NoModel(), title: "企业创建成功", for: visit)
    }

    private func page(_ visit: Visit, _ form: FormState, _ sent: SentCode) async throws -> Answer {
        try await pages.answer(
            "create-enterprise",
            Model(resendAfter: sent.resendAfter, codeSentTo: sent.codeSentTo),
            title: "创建企业",
            for: visit,
            form: form,
            carry: sent.carried
        )
    }
}

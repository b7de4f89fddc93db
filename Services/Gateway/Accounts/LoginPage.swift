import Foundation
import Messages
import Web

/// 登录, for both sides; on a phone in the worker's shape.
struct LoginPage: Sendable {
    struct Model: Sendable {
        let side: [String: Bool]
        let way: [String: Bool]
        let next: String?
        let resendAfter: Int?
        let codeSentTo: String?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let wanted = visit.asked("side").flatMap { Side(rawValue: $0) }
        if let session = visit.session, wanted == nil || wanted == session.side {
            return .seeOther(Self.landing(session.side, acting: session.enterpriseID != nil, next: Self.next(visit)))
        }
        return try await page(visit, FormState(), SentCode(visit))
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["phone", "code", "password", "agreements"]) { form in
            try await page(visit, form, SentCode(visit))
        } act: {
            if visit.action == "send-code" {
                let sent = try await SentCode.send(.login, visit)
                return try await page(visit, FormState(visit.body), sent)
            }
            let input = try visit.read(LogInInput.self)
            if Self.way(visit) == "password", input.password == nil {
                throw Refusal.invalid("gateway.input", fields: ["password": InputCode.required.rawValue])
            }
            return try Self.opened(try await Accounts.logIn(input, visit), visit)
        }
    }

    private func page(_ visit: Visit, _ form: FormState, _ sent: SentCode) async throws -> Answer {
        let side = Self.side(visit)
        let model = Model(
            side: [side.rawValue: true],
            way: [Self.way(visit): true],
            next: Self.next(visit),
            resendAfter: sent.resendAfter,
            codeSentTo: sent.codeSentTo
        )
        let template = side == .worker && visit.isFromPhone ? "worker-login" : "login"
        return try await pages.answer(
            template,
            model,
            title: "登录",
            for: visit,
            form: form,
            flash: visit.asked("done") == "logged-out" ? .good("已退出登录。") : nil,
            carry: sent.carried
        )
    }

    /// The browser gets its session and goes where it wanted.
    static func opened(_ session: SessionModel, _ visit: Visit) throws -> Answer {
        let to = landing(session.side, acting: session.enterpriseID != nil, next: next(visit))
        guard let token = session.token else { throw Refusal("gateway.unexpected", .unavailable) }
        return Answer.seeOther(to).opening(token: token, until: session.expiresAt, visit: visit)
    }

    private static func landing(_ side: Side, acting: Bool, next: String?) -> String {
        if side == .employer, !acting { return Href.to("/session/enterprise", ["next": next]) }
        return next ?? "/"
    }

    private static func side(_ visit: Visit) -> Side {
        let named = visit.posted("side") ?? visit.asked("side")
        if let named { return named == "worker" ? .worker : .employer }
        return visit.isFromPhone ? .worker : .employer
    }

    private static func way(_ visit: Visit) -> String {
        let named = visit.posted("way") ?? visit.asked("way")
        return named == "password" ? "password" : "code"
    }

    private static func next(_ visit: Visit) -> String? {
        Href.ownPath(visit.posted("next") ?? visit.asked("next"))
    }
}

extension Visit {
    /// Whether the browser says that it is a phone's.
    var isFromPhone: Bool {
        guard let agent = caller.agent else { return false }
        return agent.contains("Mobile") || agent.contains("Android") || agent.contains("iPhone")
    }
}

import Messages
import Web

/// 退出登录.
struct LogoutPage: Sendable {
    func act(_ visit: Visit) async throws -> Answer {
        if visit.session != nil { _ = try await Accounts.logOut(visit) }
        return Answer.seeOther("/login?done=logged-out").closingSession(visit)
    }
}

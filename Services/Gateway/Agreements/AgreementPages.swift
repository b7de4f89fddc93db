import HTTPTypes
import Messages
import Web

/// The agreements people are asked to accept.
struct AgreementPages: Sendable {
    struct Model: Sendable {
        let version = Agreements.version
        let effectiveFrom = Agreements.effectiveFrom
    }

    private static let titles = [
        "platform": "平台用户注册协议", "certificate": "数字证书服务协议", "privacy": "用户隐私协议", "real-name": "实名认证服务协议",
    ]

    let pages: PageTemplates

    static func table(_ pages: PageTemplates) -> [Entry] {
        [.open(.get, "/agreements/{name}", use: AgreementPages(pages: pages).show)]
    }

    func show(_ visit: Visit) async throws -> Answer {
        let name = try visit.parameter("name")
        guard let title = Self.titles[name] else { throw Refusal.notFound("gateway.not-found") }
        return try await pages.answer("agreement-\(name)", Model(), title: title, for: visit)
    }
}

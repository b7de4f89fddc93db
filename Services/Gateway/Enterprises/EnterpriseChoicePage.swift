import Foundation
import Identifiers
import Messages
import Web

/// 选择企业 for an account that belongs to several.
struct EnterpriseChoicePage: Sendable {
    struct Row: Sendable {
        let id: String
        let name: String
        let roles: String
        let verified: Bool
        let current: Bool
    }

    struct Model: Sendable {
        let enterprises: [Row]
    }

    let pages: PageTemplates

    func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        let chosen = form.value("enterpriseID")
        let current = chosen.isEmpty ? visit.session?.enterpriseID?.description : chosen
        let rows = (visit.session?.enterprises ?? []).map { enterprise in
            Row(
                id: enterprise.id.description,
                name: enterprise.name,
                roles: enterprise.roles.map(Self.name).joined(separator: "、"),
                verified: enterprise.verified,
                current: enterprise.id.description == current
            )
        }
        return try await pages.answer(
            "choose-enterprise",
            Model(enterprises: rows),
            title: "选择企业",
            for: visit,
            form: form
        )
    }

    private static func name(_ role: Role) -> String {
        switch role {
        case .administrator: "管理员"
        case .handler: "经办人"
        }
    }
}

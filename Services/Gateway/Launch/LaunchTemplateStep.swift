import Identifiers
import Messages
import Web

/// 发起签署 1: choose a template.
struct LaunchTemplateStep: Sendable {
    struct Row: Sendable {
        let id: String
        let name: String
        let type: String
        let version: String
        let checked: Bool
    }

    struct Model: Sendable {
        let launch = ["template": true]
        let publicTemplates: [Row]
        let ownTemplates: [Row]
    }

    let pages: PageTemplates

    func page(_ visit: Visit, chosen: LaunchState?, _ form: FormState) async throws -> Answer {
        let templates = try await LaunchPage.templates(visit)
        let asked = form.value("templateID").isEmpty ? visit.asked("templateID") ?? "" : form.value("templateID")
        let rows = { (scope: TemplateScope) in
            templates.filter { $0.scope == scope }.map { template in
                Row(
                    id: template.id.description,
                    name: template.name,
                    type: template.type,
                    version: "第 \(template.version) 版 · \(template.pages) 页",
                    checked: template.id.description == asked || templates.count == 1
                )
            }
        }
        return try await pages.answer(
            "launch-template",
            Model(publicTemplates: rows(.publicModel), ownTemplates: rows(.own)),
            title: "发起签署",
            for: visit,
            nav: .contracts,
            form: form,
            carry: try chosen.map { try SealedCarry.seal($0, for: LaunchState.purpose, visit) }
        )
    }
}

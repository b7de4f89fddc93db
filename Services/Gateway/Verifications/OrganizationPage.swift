import Foundation
import Messages
import Web

/// 组织信息核验.
struct OrganizationPage: Sendable {
    struct Model: Sendable {
        let step = ["organization": true]
        let organizationTypes: [RadioChoice]
        let methods = [
            RadioChoice(
                value: EnterpriseVerificationMethod.legalRepresentative.rawValue,
                label: "法定代表人认证",
                note: "即刻完成；当前办理人须为法定代表人（经营者）本人",
                recommended: true,
                checked: true
            )
        ]
        let controls: [ControlPart]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        if visit.caller.enterpriseVerified { return .seeOther("/") }
        if !visit.caller.personVerified { return .seeOther("/person-verifications/new") }
        return try await page(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: Form.enterpriseByRepresentative.leaves.map(\.key)) { form in
            try await page(visit, form)
        } act: {
            let begun = try await Verifications.startEnterprise(visit.read(), visit)
            return .seeOther("/enterprise-verifications/\(begun.id)")
        }
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        var form = form
        form.suggest(OrganizationType.enterprise.rawValue, for: "organizationType")
        let chosen = form.value("organizationType")
        let model = Model(
            organizationTypes: (Form.enterpriseByRepresentative["organizationType"]?.options ?? []).map { type in
                RadioChoice(value: type.value, label: type.label, checked: type.value == chosen)
            },
            controls: Form.enterpriseByRepresentative.controls(
                except: ["organizationType", "legalRepresentative.idType"],
                form,
                label: {
                    chosen == OrganizationType.individualBusiness.rawValue ? $0.replacing("法定代表人", with: "经营者") : $0
                }
            )
        )
        return try await pages.answer(
            "verification-organization",
            model,
            title: "组织信息核验",
            for: visit,
            nav: .enterprise,
            form: form
        )
    }
}

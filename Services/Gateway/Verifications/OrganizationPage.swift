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
        let representativeLabel: String
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        if visit.caller.enterpriseVerified { return .seeOther("/") }
        if !visit.caller.personVerified { return .seeOther("/person-verifications/new") }
        return try await page(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        let order = ["organizationType", "method", "representativeName", "representativeIDNumber"]
        return try await visit.filling(order: order, naming: Self.formName) { form in
            try await page(visit, form)
        } act: {
            let begun = try await Verifications.startEnterprise(Self.input(visit), visit)
            return .seeOther("/enterprise-verifications/\(begun.id)")
        }
    }

    private static func formName(_ field: String) -> String {
        switch field {
        case "legalRepresentative.name": "representativeName"
        case "legalRepresentative.idNumber": "representativeIDNumber"
        default: field
        }
    }

    private static func input(_ visit: Visit) throws -> EnterpriseVerificationInput {
        var members = visit.body.members ?? [:]
        members["legalRepresentative"] = .object([
            "name": members["representativeName"] ?? "", "idNumber": members["representativeIDNumber"] ?? "",
        ])
        return try Fields.read(EnterpriseVerificationInput.self, from: .object(members))
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        let chosen = OrganizationType(rawValue: form.value("organizationType")) ?? .enterprise
        let model = Model(
            organizationTypes: OrganizationType.allCases.map { type in
                RadioChoice(value: type.rawValue, label: Self.label(type), checked: type == chosen)
            },
            representativeLabel: chosen == .individualBusiness ? "经营者" : "法定代表人"
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

    private static func label(_ type: OrganizationType) -> String {
        switch type {
        case .enterprise: "企业"
        case .individualBusiness: "个体工商户"
        case .other: "其他"
        }
    }
}

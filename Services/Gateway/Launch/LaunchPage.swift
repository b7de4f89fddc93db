import Foundation
import Identifiers
import Messages
import Web

/// 发起签署 at one address: template, parties, fields, check, launch.
struct LaunchPage: Sendable {
    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await LaunchTemplateStep(pages: pages).page(visit, chosen: nil, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        let input: LaunchInput = try visit.read()
        if input.step == "template" { return try await chooseTemplate(input, visit) }
        guard var state = SealedCarry.open(LaunchState.self, for: LaunchState.purpose, visit),
            let template = try await Self.templates(visit).first(where: { $0.id == state.templateID })
        else { return .seeOther("/contracts/new") }
        let isBack = visit.action == "back"
        switch input.step {
        case "parties":
            state.take(parties: input)
            if isBack { return try await LaunchTemplateStep(pages: pages).page(visit, chosen: state, state.form()) }
            return try await chooseParties(state, template, visit)
        case "fields":
            state.take(fields: input)
            if isBack { return try await LaunchPartiesStep(pages: pages).page(visit, state, template, state.form()) }
            return try await fillIn(state, template, visit)
        case "check":
            if isBack { return try await LaunchFieldsStep(pages: pages).page(visit, state, template, state.form()) }
            return try await launch(state, template, visit)
        default: return .seeOther("/contracts/new")
        }
    }

    private func chooseTemplate(_ input: LaunchInput, _ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["templateID"]) { form in
            try await LaunchTemplateStep(pages: pages).page(visit, chosen: nil, form)
        } act: {
            guard let id = input.templateID else {
                throw Refusal.invalid("contracts.input", fields: ["templateID": InputCode.required.rawValue])
            }
            guard let template = try await Self.templates(visit).first(where: { $0.id == id }) else {
                throw Refusal.invalid("contracts.input", fields: ["templateID": "contracts.template-unknown"])
            }
            // Going back to another template keeps who was chosen; the fields are another template's.
            let before = SealedCarry.open(LaunchState.self, for: LaunchState.purpose, visit)
            var state = LaunchState(templateID: id, name: template.name)
            if let before {
                state.employeeIDs = before.employeeIDs
                if before.templateID == id { state = before }
            }
            return try await LaunchPartiesStep(pages: pages).page(visit, state, template, state.form())
        }
    }

    private func chooseParties(_ state: LaunchState, _ template: TemplateView, _ visit: Visit) async throws -> Answer {
        do {
            try LaunchPartiesStep.check(state)
            return try await LaunchFieldsStep(pages: pages).page(visit, state, template, state.form())
        } catch let refusal as Refusal where refusal.belongsOnForm {
            let form = state.form().refused(refusal, order: ["name", "employeeIDs"], visit)
            return try await LaunchPartiesStep(pages: pages).page(visit, state, template, form).refusing(refusal, visit)
        }
    }

    private func fillIn(_ state: LaunchState, _ template: TemplateView, _ visit: Visit) async throws -> Answer {
        do {
            try LaunchFields(template).check(state, today: visit.parts.now())
            return try await LaunchCheckStep(pages: pages).page(visit, state, template, state.form())
        } catch let refusal as Refusal where refusal.belongsOnForm {
            return try await fieldsAgain(refusal, state, template, visit)
        }
    }

    /// Drafts one contract for each employee, then puts each before its signers.
    private func launch(_ state: LaunchState, _ template: TemplateView, _ visit: Visit) async throws -> Answer {
        let drafted: DraftContracts.Reply
        do {
            drafted = try await Contracts.draft(state.draft(), visit)
        } catch let refusal as Refusal where refusal.belongsOnForm {
            let isParties = refusal.fields.keys.contains { $0 == "name" || $0 == "employeeIDs" }
            if isParties {
                let form = state.form().refused(refusal, order: ["name", "employeeIDs"], visit)
                let page = try await LaunchPartiesStep(pages: pages).page(visit, state, template, form)
                return page.refusing(refusal, visit)
            }
            if !refusal.fields.isEmpty { return try await fieldsAgain(refusal, state, template, visit) }
            let page = try await LaunchCheckStep(pages: pages).page(
                visit,
                state,
                template,
                state.form().refused(refusal, visit)
            )
            return page.refusing(refusal, visit)
        }
        return .seeOther(LaunchResult(try await Contracts.launch(drafted.contracts.map(\.id), visit)).href)
    }

    private func fieldsAgain(
        _ refusal: Refusal,
        _ state: LaunchState,
        _ template: TemplateView,
        _ visit: Visit
    ) async throws -> Answer {
        let fields = LaunchFields(template)
        let form = state.form().refused(refusal, order: fields.order(state), naming: fields.formName, visit)
            .labelled(fields.label)
        return try await LaunchFieldsStep(pages: pages).page(visit, state, template, form).refusing(refusal, visit)
    }

    /// All templates that may be used now, those of the regulator first.
    static func templates(_ visit: Visit) async throws -> [TemplateView] {
        async let publicOnes = visit.ask(ListTemplates(scope: .publicModel), part: "public")
        async let own = visit.ask(ListTemplates(scope: .own), part: "own")
        return try await (publicOnes.templates + own.templates).filter(\.open)
    }
}

import Identifiers
import Messages
import Web

/// 发起签署 4: check and launch.
struct LaunchCheckStep: Sendable {
    struct Person: Sendable {
        let name: String
        let phone: String
        let values: [Fact]
    }

    struct Model: Sendable {
        let launch = ["check": true, "afterTemplate": true, "afterParties": true, "afterFields": true]
        let contractName: String
        let templateName: String
        let handler: ShownUser?
        let sealName: String
        let common: [Fact]
        let people: [Person]
        let peopleCount: Int
    }

    let pages: PageTemplates

    func page(
        _ visit: Visit,
        _ state: LaunchState,
        _ template: TemplateView,
        _ form: FormState
    ) async throws -> Answer {
        async let seals = Signing.seals(visit)
        async let chosen = LaunchPeople.chosen(state, visit)
        let fields = LaunchFields(template)
        let people = try await chosen.map { person in
            let own = state.perEmployee[person.id.description]
            return Person(
                name: person.name,
                phone: person.phoneMasked,
                values: fields.own.map { Fact(label: $0.label, value: $0.shown(own?[$0.key])) }
            )
        }
        let model = Model(
            contractName: state.name,
            templateName: "\(template.name)（第 \(template.version) 版）",
            handler: visit.session.map(ShownUser.init),
            sealName: try await seals.items.first?.name ?? "公章",
            common: fields.common.map { Fact(label: $0.label, value: $0.shown(state.fields[$0.key])) },
            people: people,
            peopleCount: people.count
        )
        return try await pages.answer(
            "launch-check",
            model,
            title: "发起签署",
            for: visit,
            nav: .contracts,
            form: form,
            carry: try SealedCarry.seal(state, for: LaunchState.purpose, visit)
        )
    }
}

import Identifiers
import Messages
import Web

/// 发起签署 3: what the initiator fills in, once for all and once per employee.
struct LaunchFieldsStep: Sendable {
    struct Person: Sendable {
        let name: String
        let phone: String
        let controls: [ControlPart]
    }

    struct Model: Sendable {
        let launch = ["fields": true, "afterTemplate": true, "afterParties": true]
        let common: [ControlPart]
        let people: [Person]
    }

    let pages: PageTemplates

    func page(
        _ visit: Visit,
        _ state: LaunchState,
        _ template: TemplateView,
        _ form: FormState
    ) async throws -> Answer {
        let fields = LaunchFields(template)
        let people = try await LaunchPeople.chosen(state, visit)
        let model = Model(
            common: fields.common.map { ControlPart($0, prefix: "fields.", form: form) },
            people: fields.own.isEmpty
                ? []
                : people.map { person in
                    Person(
                        name: person.name,
                        phone: person.phoneMasked,
                        controls: fields.own.map {
                            ControlPart($0, prefix: "perEmployee.\(person.id).", form: form)
                        }
                    )
                }
        )
        return try await pages.answer(
            "launch-fields",
            model,
            title: "发起签署",
            for: visit,
            nav: .contracts,
            form: form,
            carry: try SealedCarry.seal(state, for: LaunchState.purpose, visit)
        )
    }
}

/// The chosen employees by name.
enum LaunchPeople {
    static func chosen(_ state: LaunchState, _ visit: Visit) async throws -> [EmployeeItem] {
        let roster = try await LaunchPartiesStep.roster(visit)
        let byID = Dictionary(roster.map { ($0.id, $0) }) { first, _ in first }
        return state.employeeIDs.compactMap { byID[$0] }
    }
}

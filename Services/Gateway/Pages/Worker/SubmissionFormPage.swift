import Foundation
import Messages

/// 填写入职资料; who the person is comes from the verification.
struct SubmissionFormPage: Sendable {
    struct Person: Sendable {
        let name: String
        let idNumber: String
        let phone: String
    }

    struct Model: Sendable {
        let enterprise: InvitationPage.Enterprise
        let person: Person
        let rejectionReason: String?
        let sexes: [RadioChoice]
        let relations: [ControlChoice]
    }

    /// The form's controls from top to bottom, and what the service calls them.
    private static let names = [
        ("sex", "sex"), ("address", "address"), ("contactName", "emergencyContact.name"),
        ("contactRelation", "emergencyContact.relation"), ("contactPhone", "emergencyContact.phone"),
    ]

    let pages: PageRenderer

    func show(_ visit: Visit) async throws -> Answer {
        if let detour = visit.verificationDetour() { return detour }
        let invitation = try await Onboarding.invitation(visit)
        guard invitation.status == .sent || invitation.status == .rejected else {
            return .seeOther("/i/\(try visit.parameter("code"))")
        }
        let before = try await Self.before(invitation, visit)
        var form = FormState()
        if let before {
            form.set(before.sex.rawValue, for: "sex")
            form.set(before.address, for: "address")
            form.set(before.emergencyContact.name, for: "contactName")
            form.set(before.emergencyContact.relation, for: "contactRelation")
            form.set(before.emergencyContact.phone, for: "contactPhone")
        }
        return try await page(visit, form, invitation, before)
    }

    func act(_ visit: Visit) async throws -> Answer {
        if let detour = visit.verificationDetour() { return detour }
        let byService = Dictionary(Self.names.map { ($0.1, $0.0) }) { first, _ in first }
        return try await visit.filling(order: Self.names.map(\.0), naming: { byService[$0] ?? $0 }) { form in
            let invitation = try await Onboarding.invitation(visit)
            return try await page(visit, form, invitation, try await Self.before(invitation, visit))
        } act: {
            let sent = try await Onboarding.submit(
                Fields.read(SubmissionInput.self, from: Self.nested(visit.body)),
                visit
            )
            return .seeOther("/submissions/\(sent.id)/sent")
        }
    }

    /// What the worker handed in the last time, when it was sent back.
    private static func before(_ invitation: InvitationModel, _ visit: Visit) async throws -> SubmissionModel? {
        guard invitation.status == .rejected, let id = invitation.submissionID else { return nil }
        return try SubmissionModel(try await visit.ask(GetSubmission(submissionID: id)), visit)
    }

    private static func nested(_ body: JSONValue) -> JSONValue {
        func text(_ name: String) -> JSONValue { .string(body.members?[name]?.scalarText ?? "") }
        return [
            "sex": text("sex"), "address": text("address"),
            "emergencyContact": [
                "name": text("contactName"), "relation": text("contactRelation"), "phone": text("contactPhone"),
            ],
        ]
    }

    private func page(
        _ visit: Visit,
        _ form: FormState,
        _ invitation: InvitationModel,
        _ before: SubmissionModel?
    ) async throws -> Answer {
        let session = visit.session
        func options(_ key: String) -> [FieldModel.Option] {
            invitation.form.fields.first { $0.key == key }?.options ?? []
        }
        let model = Model(
            enterprise: InvitationPage.Enterprise(name: invitation.enterprise.name),
            person: Person(
                name: session?.personName ?? "",
                idNumber: session?.idNumberMasked ?? "",
                phone: session?.phoneMasked ?? ""
            ),
            rejectionReason: before?.reason,
            sexes: options("sex").map {
                RadioChoice(value: $0.value, label: $0.label, checked: $0.value == form.value("sex"))
            },
            relations: options("emergencyContact.relation").map {
                ControlChoice(value: $0.value, label: $0.label, selected: $0.value == form.value("contactRelation"))
            }
        )
        return try await pages.answer(
            "worker/submission-form",
            model,
            title: "填写入职资料",
            for: visit,
            form: form,
            back: "/i/\(try visit.parameter("code"))"
        )
    }
}

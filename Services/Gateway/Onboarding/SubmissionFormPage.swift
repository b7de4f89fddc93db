import Foundation
import Messages
import Web

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

    /// The empty or the returned form, from wherever the worker comes to it.
    private struct Sheet: Sendable {
        let enterprise: String
        let fields: [FieldView]
        let before: SubmissionModel?
        let back: String

        /// What stands in the form at first: what was handed in the last time.
        var filledIn: FormState {
            var form = FormState()
            guard let before else { return form }
            form.set(before.sex.rawValue, for: "sex")
            form.set(before.address, for: "address")
            form.set(before.emergencyContact.name, for: "contactName")
            form.set(before.emergencyContact.relation, for: "contactRelation")
            form.set(before.emergencyContact.phone, for: "contactPhone")
            return form
        }

        /// Behind an invitation's link; nil when that is no longer open.
        static func invited(_ visit: Visit) async throws -> Sheet? {
            let invitation = try await Onboarding.invitation(visit)
            guard invitation.status == .sent || invitation.status == .rejected else { return nil }
            var before: SubmissionModel?
            if invitation.status == .rejected, let id = invitation.submissionID {
                before = try SubmissionModel(try await visit.ask(GetSubmission(submissionID: id)), visit)
            }
            return Sheet(
                enterprise: invitation.enterprise.name,
                fields: invitation.form.fields,
                before: before,
                back: "/i/\(try visit.parameter("code"))"
            )
        }

        /// A submission that was sent back; nil when it can no longer be corrected.
        static func returned(_ visit: Visit) async throws -> Sheet? {
            let submission = try await Onboarding.submission(visit)
            guard let form = submission.correction else { return nil }
            return Sheet(
                enterprise: submission.enterprise.name,
                fields: form.fields,
                before: submission,
                back: "/submissions/\(submission.id)"
            )
        }
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        if let detour = visit.verificationDetour() { return detour }
        guard let sheet = try await Sheet.invited(visit) else { return .seeOther("/i/\(try visit.parameter("code"))") }
        return try await page(visit, sheet.filledIn, sheet)
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await handIn(visit, closed: "/i/\(try visit.parameter("code"))", Sheet.invited, Onboarding.submit)
    }

    /// 修改后重新提交, from the worker's own list.
    func showCorrection(_ visit: Visit) async throws -> Answer {
        if let detour = visit.verificationDetour() { return detour }
        guard let sheet = try await Sheet.returned(visit) else {
            return .seeOther("/submissions/\(try visit.parameter("id"))")
        }
        return try await page(visit, sheet.filledIn, sheet)
    }

    func actCorrection(_ visit: Visit) async throws -> Answer {
        let closed = "/submissions/\(try visit.parameter("id"))"
        return try await handIn(visit, closed: closed, Sheet.returned, Onboarding.correct)
    }

    /// `closed` is where those are led who came too late.
    private func handIn(
        _ visit: Visit,
        closed: String,
        _ sheet: (Visit) async throws -> Sheet?,
        _ send: (SubmissionInput, Visit) async throws -> SubmitOnboarding.Reply
    ) async throws -> Answer {
        if let detour = visit.verificationDetour() { return detour }
        let byService = Dictionary(Self.names.map { ($0.1, $0.0) }) { first, _ in first }
        return try await visit.filling(order: Self.names.map(\.0), naming: { byService[$0] ?? $0 }) { form in
            guard let sheet = try await sheet(visit) else { return .seeOther(closed) }
            return try await page(visit, form, sheet)
        } act: {
            let sent = try await send(Fields.read(SubmissionInput.self, from: Self.nested(visit.body)), visit)
            return .seeOther("/submissions/\(sent.id)/sent")
        }
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

    private func page(_ visit: Visit, _ form: FormState, _ sheet: Sheet) async throws -> Answer {
        let session = visit.session
        func options(_ key: String) -> [FieldOption] {
            sheet.fields.first { $0.key == key }?.options ?? []
        }
        let model = Model(
            enterprise: InvitationPage.Enterprise(name: sheet.enterprise),
            person: Person(
                name: session?.personName ?? "",
                idNumber: session?.idNumberMasked ?? "",
                phone: session?.phoneMasked ?? ""
            ),
            rejectionReason: sheet.before?.reason,
            sexes: options("sex").map {
                RadioChoice(value: $0.value, label: $0.label, checked: $0.value == form.value("sex"))
            },
            relations: options("emergencyContact.relation").map {
                ControlChoice(value: $0.value, label: $0.label, selected: $0.value == form.value("contactRelation"))
            }
        )
        return try await pages.answer(
            "worker-submission-form",
            model,
            title: "填写入职资料",
            for: visit,
            form: form,
            back: sheet.back
        )
    }
}

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
        let sections: [FormSection]
        let hasFiles: Bool
    }

    /// The empty or the returned form, from wherever the worker comes to it.
    private struct Sheet: Sendable {
        let enterprise: String
        let form: Form
        /// What was handed in the last time.
        var before = FieldValues()
        var reason: String?
        let back: String

        /// Behind an invitation's link; nil when that is no longer open.
        static func invited(_ visit: Visit) async throws -> Sheet? {
            let code = try visit.parameter("code")
            let invitation = try await Onboarding.invitationView(visit)
            guard invitation.status == .sent || invitation.status == .rejected else { return nil }
            var sheet = Sheet(
                enterprise: invitation.enterpriseName,
                form: invitation.asked,
                back: "/i/\(code)"
            )
            if invitation.status == .rejected, let id = invitation.submissionID {
                let before = try await visit.ask(GetSubmission(submissionID: id))
                sheet.before = try visit.open(before.values)
                sheet.reason = before.reason
            }
            return sheet
        }

        /// A submission that was sent back; nil when it can no longer be corrected.
        static func returned(_ visit: Visit) async throws -> Sheet? {
            let submission = try await Onboarding.submissionView(visit)
            guard submission.correctable else { return nil }
            return Sheet(
                enterprise: submission.enterpriseName,
                form: submission.form,
                before: try visit.open(submission.values),
                reason: submission.reason,
                back: "/submissions/\(submission.id)"
            )
        }
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        guard let sheet = try await Sheet.invited(visit) else { return .seeOther("/i/\(try visit.parameter("code"))") }
        return try await page(visit, FormState(sheet.before), sheet)
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await handIn(visit, closed: "/i/\(try visit.parameter("code"))", Sheet.invited, Onboarding.submit)
    }

    /// 修改后重新提交, from the worker's own list.
    func showCorrection(_ visit: Visit) async throws -> Answer {
        guard let sheet = try await Sheet.returned(visit) else {
            return .seeOther("/submissions/\(try visit.parameter("id"))")
        }
        return try await page(visit, FormState(sheet.before), sheet)
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
        try await visit.filling { form in
            guard let sheet = try await sheet(visit) else { return .seeOther(closed) }
            return try await page(visit, form.ordered(by: sheet.form), sheet)
        } act: {
            .seeOther("/submissions/\(try await send(visit.read(), visit).id)/sent")
        }
    }

    private func page(_ visit: Visit, _ form: FormState, _ sheet: Sheet) async throws -> Answer {
        let session = visit.session
        let model = Model(
            enterprise: InvitationPage.Enterprise(name: sheet.enterprise),
            person: Person(
                name: session?.personName ?? "",
                idNumber: session?.idNumberMasked ?? "",
                phone: session?.phoneMasked ?? ""
            ),
            rejectionReason: sheet.reason,
            sections: sheet.form.sections(form),
            hasFiles: sheet.form.hasFiles
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

import Foundation
import Identifiers
import Messages
import Web

/// 入职资料 under review or decided.
struct ReviewPage: Sendable {
    struct Department: Sendable {
        let id: String
        let name: String
        let selected: Bool
    }

    struct Model: Sendable {
        let subnav = ["invitations": true]
        let href: String
        let name: String
        let tag: Tag
        let submittedAt: String
        let pending: Bool
        let sections: [FactSection]
        let rejectionReason: String?
        let departments: [Department]
        let toReject: ControlPart

        init(_ submission: SubmissionView, _ values: FieldValues, _ departments: DepartmentList, _ form: FormState) {
            href = "/submissions/\(submission.id)"
            name = submission.name
            tag = Tag(submission.status, side: .employer)
            submittedAt = Shown.minute(submission.submittedAt)
            pending = submission.status == .pendingReview
            sections = submission.sections(values, masked: true)
            rejectionReason = submission.status == .rejected ? submission.reason : nil
            toReject = ControlPart(RejectSubmission.reason, form: form)
            let chosen = form.value("departmentID")
            self.departments = departments.items.map {
                Department(id: $0.id.description, name: $0.name, selected: $0.id.description == chosen)
            }
        }
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState())
    }

    func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        async let asked = Onboarding.submissionView(visit)
        async let departments = Onboarding.departments(visit)
        let submission = try await asked
        let values = try visit.open(submission.values)
        let model = try await Model(submission, values, departments, form)
        return try await pages.answer(
            "submission",
            model,
            title: "\(model.name)的入职资料",
            for: visit,
            nav: .employees,
            form: form
        )
    }
}

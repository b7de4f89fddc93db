import Foundation
import Messages
import Web

/// A line of the worker's 入职资料.
struct SubmissionRow: Sendable {
    let enterprise: String
    let at: String
    let href: String
    let tag: Tag

    init(_ item: SubmissionItem) {
        enterprise = item.enterpriseName
        at = Shown.minute(item.submittedAt)
        href = "/submissions/\(item.id)"
        tag = Tag(item.status, side: .worker)
    }
}

/// What a worker has handed in, to whom.
struct SubmissionsPage: Sendable {
    struct Model: Sendable {
        let submissions: [SubmissionRow]
        let pager: Pager?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let found = try await Onboarding.submissions(visit.readQuery(), visit)
        return try await pages.answer(
            "worker-submissions",
            Model(submissions: found.items.map(SubmissionRow.init), pager: Pager(visit, next: found.next)),
            title: "入职资料",
            for: visit,
            nav: .submissions
        )
    }
}

/// 入职资料 as it was handed in.
struct SubmissionPage: Sendable {
    struct Model: Sendable {
        let enterprise: InvitationPage.Enterprise
        let tag: Tag
        let submittedAt: String
        let sections: [FactSection]
        let rejectionReason: String?
        let againHref: String?
        let pending: Bool
        let statusURL: String

        init(_ submission: SubmissionView, _ values: FieldValues) {
            enterprise = InvitationPage.Enterprise(name: submission.enterpriseName)
            tag = Tag(submission.status, side: .worker)
            submittedAt = Shown.minute(submission.submittedAt)
            sections = submission.sections(values, masked: false)
            rejectionReason = submission.status == .rejected ? submission.reason ?? "未说明" : nil
            againHref = submission.correctable ? "/submissions/\(submission.id)/correction" : nil
            pending = submission.status == .pendingReview
            statusURL = "/api/v1/submissions/\(submission.id)"
        }
    }

    struct SentModel: Sendable {
        let enterprise: InvitationPage.Enterprise
        let submissionHref: String
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let submission = try await Onboarding.submissionView(visit)
        return try await pages.answer(
            "worker-submission",
            Model(submission, try visit.open(submission.values)),
            title: "入职资料",
            for: visit,
            back: "/submissions"
        )
    }

    /// 资料审核中, right after handing in.
    func showSent(_ visit: Visit) async throws -> Answer {
        let submission = try await Onboarding.submissionView(visit)
        return try await pages.answer(
            "worker-submission-sent",
            SentModel(
                enterprise: InvitationPage.Enterprise(name: submission.enterpriseName),
                submissionHref: "/submissions/\(submission.id)"
            ),
            title: "提交成功",
            for: visit
        )
    }
}

extension SubmissionView {
    /// What is shown of a submission: the proven person before what stands alone in the form, then group by group.
    func sections(_ values: FieldValues, masked: Bool) -> [FactSection] {
        let person = [
            Fact(label: "姓名", value: name), Fact(label: "身份证号", value: idNumberMasked),
            Fact(label: "手机号码", value: phoneMasked),
        ]
        return form.facts(values, masked: masked).map { section in
            FactSection(title: section.title, facts: section.title == nil ? person + section.facts : section.facts)
        }
    }
}

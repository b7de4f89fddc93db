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
        let person: [Fact]
        let emergencyContact: [Fact]
        let rejectionReason: String?
        let departments: [Department]

        init(_ submission: SubmissionModel, _ departments: DepartmentList, chosen: String) {
            href = "/submissions/\(submission.id)"
            name = submission.name
            tag = Tag(submission.status, side: .employer)
            submittedAt = Shown.minute(submission.submittedAt)
            pending = submission.status == .pendingReview
            person = [
                Fact(label: "姓名", value: submission.name), Fact(label: "身份证号", value: submission.idNumber),
                Fact(label: "手机号码", value: submission.phone),
                Fact(label: "性别", value: submission.sex == .female ? "女" : "男"),
                Fact(label: "联系地址", value: submission.address),
            ]
            let contact = submission.emergencyContact
            emergencyContact = [
                Fact(label: "姓名", value: contact.name),
                Fact(label: "关系", value: contact.relation),
                Fact(label: "手机号码", value: contact.phone),
            ]
            rejectionReason = submission.status == .rejected ? submission.reason : nil
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
        async let submission = Onboarding.submission(visit)
        async let departments = Onboarding.departments(visit)
        let model = try await Model(submission, departments, chosen: form.value("departmentID"))
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

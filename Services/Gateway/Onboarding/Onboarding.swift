import Cryptography
import Foundation
import Identifiers
import Messages
import Web

/// Invitations, what workers hand in, and the roster it becomes.
enum Onboarding {
    static func invite(_ input: InvitationInput, _ visit: Visit) async throws -> InvitationSent {
        let phone = try visit.sealedPhone(input.phone)
        let reply = try await visit.ask(
            InviteWorker(name: input.name, phone: phone.sealed, phoneIndex: phone.index)
        )
        return InvitationSent(
            id: reply.id,
            url: visit.parts.publicURL + (try visit.open(reply.path, SealContext.link)),
            status: reply.status
        )
    }

    static func invitations(_ input: PageInput, _ visit: Visit) async throws -> List<InvitationItem, NoExtra> {
        List(try await visit.ask(ListInvitations(page: input.page)))
    }

    static func invitation(_ visit: Visit) async throws -> InvitationModel {
        InvitationModel(try await invitationView(visit))
    }

    /// The same for a page, which shows the form as it is divided.
    static func invitationView(_ visit: Visit) async throws -> InvitationView {
        try await visit.ask(GetInvitation(codeHash: try codeHash(visit)))
    }

    static func submit(_ input: SubmissionInput, _ visit: Visit) async throws -> SubmitOnboarding.Reply {
        try await visit.ask(
            SubmitOnboarding(
                codeHash: try codeHash(visit),
                values: try await visit.seal(input.form, of: try await invitationView(visit).asked)
            )
        )
    }

    /// The same once more, for a submission that was sent back.
    static func correct(_ input: SubmissionInput, _ visit: Visit) async throws -> SubmitOnboarding.Reply {
        try await visit.ask(
            CorrectSubmission(
                submissionID: try visit.id("id"),
                values: try await visit.seal(input.form, of: try await submissionView(visit).form)
            )
        )
    }

    static func submissions(_ input: SubmissionsInput, _ visit: Visit) async throws -> List<SubmissionItem, NoExtra> {
        List(try await visit.ask(ListSubmissions(status: input.status, page: input.page)))
    }

    static func submission(_ visit: Visit) async throws -> SubmissionModel {
        try SubmissionModel(try await submissionView(visit), visit)
    }

    /// The same for a page, which shows the form as it is divided.
    static func submissionView(_ visit: Visit) async throws -> SubmissionView {
        try await visit.ask(GetSubmission(submissionID: try visit.id("id")))
    }

    static func approve(_ input: ApprovalInput, _ visit: Visit) async throws -> ApproveSubmission.Reply {
        try await visit.ask(ApproveSubmission(submissionID: try visit.id("id"), departmentID: input.departmentID))
    }

    static func reject(_ input: RejectionInput, _ visit: Visit) async throws -> RejectSubmission.Reply {
        try await visit.ask(RejectSubmission(submissionID: try visit.id("id"), reason: input.reason))
    }

    static func employees(_ input: EmployeesInput, _ visit: Visit) async throws -> List<EmployeeItem, NoExtra> {
        let phone = input.phone?.filter { !$0.isWhitespace && $0 != "-" }
        let isTail = phone.map { $0.count == 4 && $0.allSatisfy { $0.isASCII && $0.isNumber } } ?? false
        if let phone, !isTail, MobileNumber(phone) == nil {
            throw Refusal.invalid("gateway.input", fields: ["phone": "gateway.phone-search"])
        }
        let request = ListEmployees(
            status: input.status,
            name: input.name,
            phoneIndex: isTail ? nil : phone.map { visit.phoneIndex($0) },
            phoneTail: isTail ? phone : nil,
            departmentID: input.departmentID,
            isUnassigned: input.unassigned ? true : nil,
            page: input.page
        )
        return List(try await visit.ask(request))
    }

    static func departments(_ visit: Visit) async throws -> DepartmentList {
        let reply = try await visit.ask(ListDepartments())
        return DepartmentList(items: reply.departments, unassigned: reply.unassigned)
    }

    static func addDepartment(_ input: DepartmentInput, _ visit: Visit) async throws -> DepartmentView {
        try await visit.ask(AddDepartment(name: input.name, parentID: input.parentID))
    }

    private static func codeHash(_ visit: Visit) throws -> String {
        Digest.sha256Hex(Data(try visit.parameter("code").utf8))
    }
}

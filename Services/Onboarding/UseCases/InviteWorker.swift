import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension OnboardingService {
    /// Invites one worker; the link goes to the phone by SMS.
    func inviteWorker(
        _ request: InviteWorker,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> InviteWorker.Reply {
        let enterprise = try caller.requireEnterprise()
        let account = try caller.requireAccount()
        var problems = FieldProblems()
        let name = InviteWorker.name.checked(
            request.name,
            codes: .onboarding(of: InviteWorker.name, "onboarding.name-"),
            today: now(),
            into: &problems
        )
        let number = MobileNumber(try keys.open(request.phone, context: SealContext.phone))
        if number == nil { problems.add("phone", "onboarding.phone-malformed") }
        try problems.check("onboarding.input")
        guard let number else { throw Refusal("onboarding.input", .invalid) }
        guard let enterpriseName = try await transaction.enterpriseName(enterprise) else {
            throw Refusal("onboarding.enterprise-not-known-yet", .unavailable, retryAt: now().addingTimeInterval(1))
        }
        let now = now()
        let phoneIndex = try Data(index: request.phoneIndex)
        try await transaction.invitationsLastDay(of: enterprise, phoneIndex: phoneIndex, now: now)
            .allowAnother(now: now)

        let code = SecureRandom.token()
        let path = try keys.seal("/i/\(code)", context: SealContext.link)
        let invitation = Invitation(
            id: .new(),
            enterpriseID: enterprise,
            name: name,
            phoneIndex: phoneIndex,
            status: .sent,
            expiresAt: now.addingTimeInterval(Invitation.lifetime)
        )
        try await transaction.insert(
            invitation,
            codeHash: Digest.sha256(Data(code.utf8)),
            phone: request.phone,
            phoneMasked: number.masked,
            invitedBy: account,
            now: now
        )
        try await transaction.publish(
            WorkerInvited(
                invitationID: invitation.id,
                enterpriseID: enterprise,
                enterpriseName: enterpriseName,
                workerName: name,
                phone: request.phone,
                path: path
            )
        )
        return InviteWorker.Reply(id: invitation.id, path: path, status: .sent)
    }

    func listInvitations(
        _ request: ListInvitations,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> Page<InvitationItem> {
        let enterprise = try caller.requireEnterprise()
        let items = try await transaction.invitations(of: enterprise, page: request.page, now: now())
        return Page(cutting: items, to: request) { $0.id }
    }

    /// Shows an invitation to whoever holds its link.
    func getInvitation(
        _ request: GetInvitation,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> InvitationView {
        guard let codeHash = Data(hex: request.codeHash),
            let invitation = try await transaction.invitation(codeHash: codeHash),
            let enterpriseName = try await transaction.enterpriseName(invitation.enterpriseID)
        else { throw Refusal.notFound("onboarding.invitation-unknown") }
        var submission: SubmissionID?
        if let account = caller.accountID {
            submission = try await transaction.newestSubmission(of: invitation.id, account: account)
        }
        return InvitationView(
            id: invitation.id,
            enterpriseID: invitation.enterpriseID,
            enterpriseName: enterpriseName,
            status: invitation.status(now: now()),
            form: .worker,
            fields: Form.worker.leaves,
            submissionID: submission
        )
    }
}

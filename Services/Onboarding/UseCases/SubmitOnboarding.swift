import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension OnboardingService {
    /// Takes in the form of an invited worker; name, ID number and phone come from the verified person.
    func submit(
        _ request: SubmitOnboarding,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmitOnboarding.Reply {
        _ = try caller.requirePerson()
        guard let codeHash = Data(hex: request.codeHash),
            let invitation = try await transaction.invitation(codeHash: codeHash, lock: true)
        else { throw Refusal.notFound("onboarding.invitation-unknown") }
        try invitation.acceptSubmission(byPhone: caller.phoneIndex.flatMap { Data(hex: $0) }, now: now())
        return try await handIn(request.values, for: invitation, by: caller, in: transaction)
    }

    /// Takes in anew what was sent back.
    ///
    /// The link's code was a secret of the invited phone and is not needed again: the account that handed in the
    /// first form stands for itself.
    func correct(
        _ request: CorrectSubmission,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmitOnboarding.Reply {
        _ = try caller.requirePerson()
        guard let before = try await transaction.submission(request.submissionID),
            before.accountID == (try caller.requireAccount())
        else { throw Refusal.notFound("onboarding.submission-unknown") }
        // Invitations are the enterprise's rows.
        try await transaction.act(for: before.enterpriseID)
        guard let invitation = try await transaction.lockInvitation(before.invitationID) else {
            throw RecordMissing(what: "invitation")
        }
        try invitation.acceptForm(now: now())
        return try await handIn(request.values, for: invitation, by: caller, in: transaction)
    }

    private func handIn(
        _ sealed: Sealed<FieldValues>,
        for invitation: Invitation,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmitOnboarding.Reply {
        let account = try caller.requireAccount()
        let now = now()
        let typed = try keys.open(sealed)
        let kept = try Form.worker.accept(typed, orRefuse: "onboarding.input", codes: .workerForm, today: now)
        guard let person = try await transaction.person(account: account) else {
            throw Refusal("onboarding.person-not-known-yet", .unavailable, retryAt: now.addingTimeInterval(1))
        }

        let values = try keys.seal(kept)
        let submission = Submission(
            id: .new(),
            enterpriseID: invitation.enterpriseID,
            invitationID: invitation.id,
            accountID: account,
            personID: person.personID,
            name: person.name,
            idNumber: person.idNumber,
            idNumberMasked: person.idNumberMasked,
            phone: person.phone,
            phoneMasked: person.phoneMasked,
            answers: .values(values),
            status: .pendingReview,
            submittedAt: now
        )
        try await transaction.insert(submission, values)
        try await transaction.setStatus(.submitted, of: invitation.id)
        try await transaction.publish(
            SubmissionReceived(
                submissionID: submission.id,
                enterpriseID: submission.enterpriseID,
                workerName: submission.name,
                submittedAt: now
            )
        )
        return SubmitOnboarding.Reply(id: submission.id, status: .pendingReview)
    }
}

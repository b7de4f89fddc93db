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
        let account = try caller.requireAccount()
        let now = now()
        guard let codeHash = Data(hex: request.codeHash),
            let invitation = try await transaction.invitation(codeHash: codeHash, lock: true)
        else { throw Refusal.notFound("onboarding.invitation-unknown") }
        try invitation.acceptSubmission(byPhone: caller.phoneIndex.flatMap { Data(hex: $0) }, now: now)
        let contact = request.emergencyContact
        try OnboardingForm.check(
            sex: request.sex,
            address: try keys.open(request.address, context: SealContext.address),
            contact: (contact.name, contact.relation, try keys.open(contact.phone, context: SealContext.phone))
        )
        guard let person = try await transaction.person(account: account) else {
            throw Refusal("onboarding.person-not-known-yet", .unavailable, retryAt: now.addingTimeInterval(1))
        }

        let submission = Submission(
            id: .new(),
            enterpriseID: invitation.enterpriseID,
            invitationID: invitation.id,
            accountID: account,
            personID: person.personID,
            name: person.name,
            sex: Sex(rawValue: request.sex) ?? .female,
            idNumber: person.idNumber,
            idNumberMasked: person.idNumberMasked,
            phone: person.phone,
            phoneMasked: person.phoneMasked,
            address: request.address,
            emergencyContact: contact,
            status: .pendingReview,
            submittedAt: now
        )
        try await transaction.insert(submission)
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

    /// Lists the enterprise's submissions to its reviewers, and their own to a worker.
    func listSubmissions(
        _ request: ListSubmissions,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> Page<SubmissionItem> {
        let account = try caller.requireAccount()
        let items =
            if caller.side == .employer {
                try await transaction.submissions(
                    enterprise: try caller.requireEnterprise(),
                    account: nil,
                    status: request.status,
                    page: request.page
                )
            } else {
                try await transaction.submissions(
                    enterprise: nil,
                    account: account,
                    status: request.status,
                    page: request.page
                )
            }
        return Page(cutting: items, to: request) { $0.id }
    }

    func getSubmission(
        _ request: GetSubmission,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmissionView {
        let account = try caller.requireAccount()
        let enterprise = caller.side == .employer ? try caller.requireEnterprise() : nil
        guard let found = try await transaction.submission(request.submissionID),
            enterprise.map({ $0 == found.enterpriseID }) ?? (found.accountID == account),
            let enterpriseName = try await transaction.enterpriseName(found.enterpriseID)
        else { throw Refusal.notFound("onboarding.submission-unknown") }
        return SubmissionView(
            id: found.id,
            enterpriseID: found.enterpriseID,
            enterpriseName: enterpriseName,
            name: found.name,
            idNumberMasked: found.idNumberMasked,
            phoneMasked: found.phoneMasked,
            sex: found.sex,
            address: found.address,
            emergencyContact: found.emergencyContact,
            status: found.status,
            reason: found.reason,
            submittedAt: found.submittedAt,
            reviewedAt: found.reviewedAt,
            employeeID: found.employeeID
        )
    }
}

import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension OnboardingService {
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
        var correction: [FormField]?
        if enterprise == nil, found.status == .rejected,
            try await transaction.newestSubmission(of: found.invitationID, account: account) == found.id
        {
            correction = OnboardingForm.fields
        }
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
            employeeID: found.employeeID,
            correction: correction
        )
    }
}

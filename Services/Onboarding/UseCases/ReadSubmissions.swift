import Cryptography
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
        var isCorrectable = false
        if enterprise == nil, found.status == .rejected {
            let newest = try await transaction.newestSubmission(of: found.invitationID, account: account)
            isCorrectable = newest == found.id
        }
        return SubmissionView(
            id: found.id,
            enterpriseID: found.enterpriseID,
            enterpriseName: enterpriseName,
            name: found.name,
            idNumberMasked: found.idNumberMasked,
            phoneMasked: found.phoneMasked,
            form: .worker,
            values: try keys.seal(values(of: found)),
            status: found.status,
            reason: found.reason,
            submittedAt: found.submittedAt,
            reviewedAt: found.reviewedAt,
            employeeID: found.employeeID,
            correctable: isCorrectable
        )
    }

    /// What a worker filled in, however it was kept.
    func values(of submission: Submission) throws -> FieldValues {
        switch submission.answers {
        case .values(let sealed): try keys.open(sealed)
        case .columns(let sex, let address, let contact): try values(sex: sex.rawValue, address, contact)
        }
    }

    /// The values of the form that was always the same.
    func values(sex: String, _ address: SealedText, _ contact: EmergencyContact) throws -> FieldValues {
        FieldValues(texts: [
            "sex": sex, "address": try keys.open(address, context: SealContext.address),
            "emergencyContact.name": contact.name, "emergencyContact.relation": contact.relation,
            "emergencyContact.phone": try keys.open(contact.phone, context: SealContext.phone),
        ])
    }
}

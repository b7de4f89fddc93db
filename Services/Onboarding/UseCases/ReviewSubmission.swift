import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension OnboardingService {
    /// Takes the worker on, into a department or none.
    func approve(
        _ request: ApproveSubmission,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ApproveSubmission.Reply {
        var submission = try await ownSubmission(request.submissionID, of: caller, in: transaction)
        let departmentName: String? =
            if let department = request.departmentID {
                try await transaction.departmentName(department, of: submission.enterpriseID)
            } else { nil }
        let values = try values(of: submission)
        guard let sex = Sex(rawValue: values["sex"]) else { throw RecordMissing(what: "sex") }
        let joined = try submission.approve(
            by: try caller.requireAccount(),
            sex: sex,
            address: try keys.seal(values["address"], context: SealContext.address),
            into: request.departmentID,
            named: departmentName,
            now: now()
        )
        let phone = try keys.open(joined.phone, context: SealContext.phone)
        let phoneIndex = keys.lookUpIndex(phone, purpose: LookUpPurpose.phone)
        guard try await transaction.insert(joined, phoneIndex: phoneIndex) else {
            throw Refusal("onboarding.employed-already", .conflict)
        }
        try await save(submission, invitation: .accepted, announcing: joined, in: transaction)
        return ApproveSubmission.Reply(status: .approved, employeeID: joined.employeeID)
    }

    /// Sends a submission back with a reason that the worker reads.
    func reject(
        _ request: RejectSubmission,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> RejectSubmission.Reply {
        var submission = try await ownSubmission(request.submissionID, of: caller, in: transaction)
        try submission.reject(by: try caller.requireAccount(), because: request.reason, now: now())
        try await save(submission, invitation: .rejected, in: transaction)
        return RejectSubmission.Reply(status: .rejected)
    }

    private func ownSubmission(
        _ id: SubmissionID,
        of caller: Caller,
        in transaction: Transaction
    ) async throws -> Submission {
        let enterprise = try caller.requireEnterprise()
        guard let found = try await transaction.submission(id, lock: true), found.enterpriseID == enterprise else {
            throw Refusal.notFound("onboarding.submission-unknown")
        }
        return found
    }

    /// Writes a review down and tells the worker.
    private func save(
        _ submission: Submission,
        invitation status: InvitationStatus,
        announcing joined: EmployeeJoined? = nil,
        in transaction: Transaction
    ) async throws {
        try await transaction.save(submission)
        try await transaction.setStatus(status, of: submission.invitationID)
        if let joined { try await transaction.publish(joined) }
        guard let enterpriseName = try await transaction.enterpriseName(submission.enterpriseID) else {
            throw RecordMissing(what: "enterprise")
        }
        try await transaction.publish(submission.reviewed(for: enterpriseName))
    }
}

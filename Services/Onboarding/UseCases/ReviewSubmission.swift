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
        let enterprise = try caller.requireEnterprise()
        let submission = try await pendingSubmission(request.submissionID, of: enterprise, in: transaction)
        var departmentName: String?
        if let department = request.departmentID {
            departmentName = try await transaction.departmentName(department, of: enterprise)
            guard departmentName != nil else {
                throw Refusal.invalid(
                    "onboarding.input",
                    fields: ["departmentID": "onboarding.department-unknown"]
                )
            }
        }
        let now = now()
        let employee = EmployeeID.new()
        let phone = try keys.open(submission.phone, context: SealContext.phone)
        guard
            try await transaction.insertEmployee(
                employee,
                from: submission,
                phoneIndex: keys.lookUpIndex(phone, purpose: LookUpPurpose.phone),
                department: request.departmentID,
                now: now
            )
        else { throw Refusal("onboarding.employed-already", .conflict) }
        try await transaction.decide(
            submission.id,
            status: .approved,
            reason: nil,
            reviewer: try caller.requireAccount(),
            employee: employee,
            now: now
        )
        try await transaction.setStatus(.accepted, of: submission.invitationID)
        try await transaction.publish(
            EmployeeJoined(
                employeeID: employee,
                enterpriseID: enterprise,
                accountID: submission.accountID,
                personID: submission.personID,
                name: submission.name,
                sex: submission.sex,
                idNumber: submission.idNumber,
                idNumberMasked: submission.idNumberMasked,
                phone: submission.phone,
                phoneMasked: submission.phoneMasked,
                address: submission.address,
                departmentID: request.departmentID,
                departmentName: departmentName,
                joinedAt: now
            )
        )
        try await tellWorker(of: submission, approved: true, reason: nil, in: transaction)
        return ApproveSubmission.Reply(status: .approved, employeeID: employee)
    }

    /// Sends a submission back with a reason that the worker reads.
    func reject(
        _ request: RejectSubmission,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> RejectSubmission.Reply {
        let enterprise = try caller.requireEnterprise()
        let submission = try await pendingSubmission(request.submissionID, of: enterprise, in: transaction)
        let reason = request.reason.trimmingCharacters(in: .whitespacesAndNewlines)
        var problems = FieldProblems()
        if reason.isEmpty {
            problems.add("reason", "onboarding.reason-required")
        } else if reason.count > 200 {
            problems.add("reason", "onboarding.reason-too-long")
        } else if !FieldCheck.isPrintable(reason, lines: true) {
            problems.add("reason", "field.characters")
        }
        try problems.check("onboarding.input")
        try await transaction.decide(
            submission.id,
            status: .rejected,
            reason: reason,
            reviewer: try caller.requireAccount(),
            employee: nil,
            now: now()
        )
        try await transaction.setStatus(.rejected, of: submission.invitationID)
        try await tellWorker(of: submission, approved: false, reason: reason, in: transaction)
        return RejectSubmission.Reply(status: .rejected)
    }

    private func pendingSubmission(
        _ id: SubmissionID,
        of enterprise: EnterpriseID,
        in transaction: Transaction
    ) async throws -> Submission {
        guard let found = try await transaction.submission(id, lock: true), found.enterpriseID == enterprise else {
            throw Refusal.notFound("onboarding.submission-unknown")
        }
        try found.requirePending()
        return found
    }

    private func tellWorker(
        of submission: Submission,
        approved: Bool,
        reason: String?,
        in transaction: Transaction
    ) async throws {
        guard let enterpriseName = try await transaction.enterpriseName(submission.enterpriseID) else {
            throw RecordMissing(what: "enterprise")
        }
        try await transaction.publish(
            SubmissionReviewed(
                submissionID: submission.id,
                enterpriseID: submission.enterpriseID,
                enterpriseName: enterpriseName,
                accountID: submission.accountID,
                personID: submission.personID,
                phone: submission.phone,
                approved: approved,
                reason: reason
            )
        )
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages

/// A worker's form, waiting to be reviewed or reviewed.
struct Submission: Sendable {
    var id: SubmissionID
    var enterpriseID: EnterpriseID
    var invitationID: InvitationID
    var accountID: AccountID
    var personID: PersonID
    var name: String
    var idNumber: SealedText
    var idNumberMasked: String
    var phone: SealedText
    var phoneMasked: String
    var answers: Answers
    var status: SubmissionStatus
    var reason: String?
    var submittedAt: Date
    var reviewedBy: AccountID?
    var reviewedAt: Date?
    var employeeID: EmployeeID?

    /// What the worker filled in.
    enum Answers: Sendable {
        case values(Sealed<FieldValues>)
        /// As it was kept while the form was always the same.
        case columns(sex: Sex, address: SealedText, contact: EmergencyContact)
    }

    /// Takes the worker on, into a department of the enterprise or none.
    mutating func approve(
        by reviewer: AccountID,
        sex: Sex,
        address: SealedText,
        into department: DepartmentID?,
        named departmentName: String?,
        now: Date
    ) throws(Refusal) -> EmployeeJoined {
        try requirePending()
        guard department == nil || departmentName != nil else {
            throw Refusal.invalid("onboarding.input", fields: ["departmentID": "onboarding.department-unknown"])
        }
        let employee = EmployeeID.new()
        review(as: .approved, by: reviewer, now: now)
        employeeID = employee
        return EmployeeJoined(
            employeeID: employee,
            enterpriseID: enterpriseID,
            accountID: accountID,
            personID: personID,
            name: name,
            sex: sex,
            idNumber: idNumber,
            idNumberMasked: idNumberMasked,
            phone: phone,
            phoneMasked: phoneMasked,
            address: address,
            departmentID: department,
            departmentName: departmentName,
            joinedAt: now
        )
    }

    /// Sends it back with a reason that the worker reads.
    mutating func reject(by reviewer: AccountID, because text: String, now: Date) throws(Refusal) {
        try requirePending()
        var problems = FieldProblems()
        let codes = FieldCodes.onboarding(of: RejectSubmission.reason, "onboarding.reason-")
        let kept = RejectSubmission.reason.checked(text, codes: codes, today: now, into: &problems)
        try problems.check("onboarding.input")
        review(as: .rejected, by: reviewer, now: now)
        reason = kept
    }

    /// What the worker is told after the review.
    func reviewed(for enterpriseName: String) -> SubmissionReviewed {
        SubmissionReviewed(
            submissionID: id,
            enterpriseID: enterpriseID,
            enterpriseName: enterpriseName,
            accountID: accountID,
            personID: personID,
            phone: phone,
            approved: status == .approved,
            reason: reason
        )
    }

    /// A second decision is refused.
    private func requirePending() throws(Refusal) {
        guard status == .pendingReview else { throw Refusal("onboarding.reviewed-already", .conflict) }
    }

    private mutating func review(as status: SubmissionStatus, by reviewer: AccountID, now: Date) {
        self.status = status
        reviewedBy = reviewer
        reviewedAt = now
    }
}

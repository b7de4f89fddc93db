import Cryptography
import Messages
import Messaging
import Postgres

/// What Gateways ask that do not know of forms yet.
extension OnboardingService {
    func submit(
        _ request: SubmitOnboardingV1,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmitOnboarding.Reply {
        let values = try values(sex: request.sex, request.address, request.emergencyContact)
        let now = SubmitOnboarding(codeHash: request.codeHash, values: try keys.seal(values))
        return try await submit(now, by: caller, in: transaction)
    }

    func correct(
        _ request: CorrectSubmissionV1,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmitOnboarding.Reply {
        let values = try values(sex: request.sex, request.address, request.emergencyContact)
        let now = CorrectSubmission(submissionID: request.submissionID, values: try keys.seal(values))
        return try await correct(now, by: caller, in: transaction)
    }

    func getSubmission(
        _ request: GetSubmissionV1,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SubmissionViewV1 {
        let view = try await getSubmission(
            GetSubmission(submissionID: request.submissionID),
            by: caller,
            in: transaction
        )
        let values = try keys.open(view.values)
        guard let sex = Sex(rawValue: values["sex"]) else { throw RecordMissing(what: "sex") }
        let phone = try keys.seal(values["emergencyContact.phone"], context: SealContext.phone)
        return SubmissionViewV1(
            id: view.id,
            enterpriseID: view.enterpriseID,
            enterpriseName: view.enterpriseName,
            name: view.name,
            idNumberMasked: view.idNumberMasked,
            phoneMasked: view.phoneMasked,
            sex: sex,
            address: try keys.seal(values["address"], context: SealContext.address),
            emergencyContact: EmergencyContact(
                name: values["emergencyContact.name"],
                relation: values["emergencyContact.relation"],
                phone: phone
            ),
            status: view.status,
            reason: view.reason,
            submittedAt: view.submittedAt,
            reviewedAt: view.reviewedAt,
            employeeID: view.employeeID,
            correction: view.correctable ? view.form.leaves : nil
        )
    }
}

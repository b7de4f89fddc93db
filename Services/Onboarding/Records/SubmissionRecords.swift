import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// A submission as stored.
struct Submission: Sendable {
    var id: SubmissionID
    var enterpriseID: EnterpriseID
    var invitationID: InvitationID
    var accountID: AccountID
    var personID: PersonID
    var name: String
    var sex: Sex
    var idNumber: SealedText
    var idNumberMasked: String
    var phone: SealedText
    var phoneMasked: String
    var address: SealedText
    var emergencyContact: EmergencyContact
    var status: SubmissionStatus
    var reason: String?
    var submittedAt: Date
    var reviewedAt: Date?
    var employeeID: EmployeeID?

    /// Refuses a second decision.
    func requirePending() throws(Refusal) {
        guard status == .pendingReview else { throw Refusal("onboarding.reviewed-already", .conflict) }
    }
}

extension Submission {
    init(row: Row) throws {
        let sex: String = try row.get("sex")
        let status: String = try row.get("status")
        self.init(
            id: try row.get("id"),
            enterpriseID: try row.get("enterprise_id"),
            invitationID: try row.get("invitation_id"),
            accountID: try row.get("account_id"),
            personID: try row.get("person_id"),
            name: try row.get("name"),
            sex: Sex(rawValue: sex) ?? .female,
            idNumber: try SealedText(envelope: row.get("id_number")),
            idNumberMasked: try row.get("id_number_masked"),
            phone: try SealedText(envelope: row.get("phone")),
            phoneMasked: try row.get("phone_masked"),
            address: try SealedText(envelope: row.get("address")),
            emergencyContact: EmergencyContact(
                name: try row.get("emergency_name"),
                relation: try row.get("emergency_relation"),
                phone: try SealedText(envelope: row.get("emergency_phone"))
            ),
            status: SubmissionStatus(rawValue: status) ?? .pendingReview,
            reason: try row.get("reason"),
            submittedAt: try row.get("submitted_at"),
            reviewedAt: try row.get("reviewed_at"),
            employeeID: try row.get("employee_id")
        )
    }
}

extension Transaction {
    func insert(_ submission: Submission) async throws {
        try await execute(
            """
            INSERT INTO submissions
                (id, enterprise_id, invitation_id, account_id, person_id, name, sex, id_number, id_number_masked,
                 phone, phone_masked, address, emergency_name, emergency_relation, emergency_phone, status,
                 submitted_at)
            VALUES
                (\(submission.id), \(submission.enterpriseID), \(submission.invitationID), \(submission.accountID),
                 \(submission.personID), \(submission.name), \(submission.sex.rawValue),
                 \(submission.idNumber.envelope), \(submission.idNumberMasked), \(submission.phone.envelope),
                 \(submission.phoneMasked), \(submission.address.envelope), \(submission.emergencyContact.name),
                 \(submission.emergencyContact.relation), \(submission.emergencyContact.phone.envelope),
                 \(submission.status.rawValue), \(submission.submittedAt))
            """
        )
    }

    func submission(_ id: SubmissionID, lock: Bool = false) async throws -> Submission? {
        try await one("SELECT * FROM submissions WHERE id = \(id)\(unescaped: lock ? " FOR UPDATE" : "")")
            .map(Submission.init(row:))
    }

    func newestSubmission(of invitation: InvitationID, account: AccountID) async throws -> SubmissionID? {
        try await one(
            """
            SELECT id
            FROM submissions
            WHERE invitation_id = \(invitation) AND account_id = \(account)
            ORDER BY id DESC
            LIMIT 1
            """
        )?.get("id")
    }

    /// Lists by enterprise or by account, whichever is given.
    func submissions(
        enterprise: EnterpriseID?,
        account: AccountID?,
        status: SubmissionStatus?,
        page: PageRequest
    ) async throws -> [SubmissionItem] {
        let before = try page.before(in: ListSubmissions.self)
        return try await query(
            """
            SELECT s.id, e.name AS enterprise_name, s.name, s.phone_masked, s.status, s.submitted_at
            FROM submissions AS s
            JOIN enterprises AS e ON e.id = s.enterprise_id
            WHERE (\(enterprise)::uuid IS NULL OR s.enterprise_id = \(enterprise))
              AND (\(account)::uuid IS NULL OR s.account_id = \(account))
              AND (\(status?.rawValue)::text IS NULL OR s.status = \(status?.rawValue))
              AND (\(before)::uuid IS NULL OR s.id < \(before))
            ORDER BY s.id DESC
            LIMIT \(page.count + 1)
            """
        ).map { row in
            let status: String = try row.get("status")
            return SubmissionItem(
                id: try row.get("id"),
                enterpriseName: try row.get("enterprise_name"),
                name: try row.get("name"),
                phoneMasked: try row.get("phone_masked"),
                status: SubmissionStatus(rawValue: status) ?? .pendingReview,
                submittedAt: try row.get("submitted_at")
            )
        }
    }

    func decide(
        _ submission: SubmissionID,
        status: SubmissionStatus,
        reason: String?,
        reviewer: AccountID,
        employee: EmployeeID?,
        now: Date
    ) async throws {
        try await execute(
            """
            UPDATE submissions
            SET status = \(status.rawValue), reason = \(reason), reviewed_by = \(reviewer), reviewed_at = \(now),
                employee_id = \(employee)
            WHERE id = \(submission)
            """
        )
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

extension Submission {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            enterpriseID: try row.get("enterprise_id"),
            invitationID: try row.get("invitation_id"),
            accountID: try row.get("account_id"),
            personID: try row.get("person_id"),
            name: try row.get("name"),
            idNumber: try row.get("id_number"),
            idNumberMasked: try row.get("id_number_masked"),
            phone: try row.get("phone"),
            phoneMasked: try row.get("phone_masked"),
            answers: try Answers(row: row),
            status: try row.get("status"),
            reason: try row.get("reason"),
            submittedAt: try row.get("submitted_at"),
            reviewedBy: try row.get("reviewed_by"),
            reviewedAt: try row.get("reviewed_at"),
            employeeID: try row.get("employee_id")
        )
    }
}

extension Submission.Answers {
    fileprivate init(row: Row) throws {
        if let values = try row.get("field_values", as: Sealed<FieldValues>?.self) {
            self = .values(values)
            return
        }
        let contact = EmergencyContact(
            name: try row.get("emergency_name"),
            relation: try row.get("emergency_relation"),
            phone: try row.get("emergency_phone")
        )
        self = .columns(sex: try row.get("sex"), address: try row.get("address"), contact: contact)
    }
}

extension Transaction {
    func insert(_ submission: Submission, _ values: Sealed<FieldValues>) async throws {
        try add(
            into: "submissions",
            [
                "id": "\(submission.id)", "enterprise_id": "\(submission.enterpriseID)",
                "invitation_id": "\(submission.invitationID)", "account_id": "\(submission.accountID)",
                "person_id": "\(submission.personID)", "name": "\(submission.name)",
                "id_number": "\(submission.idNumber)", "id_number_masked": "\(submission.idNumberMasked)",
                "phone": "\(submission.phone)", "phone_masked": "\(submission.phoneMasked)",
                "field_values": "\(values)", "status": "\(submission.status)",
                "submitted_at": "\(submission.submittedAt)",
            ]
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
        let condition = SQL.all([
            enterprise.map { "enterprise_id = \($0)" },
            account.map { "account_id = \($0)" },
            status.map { "status = \($0)" },
            try page.before(in: ListSubmissions.self).map { "id < \($0)" },
        ])
        return try await query(
            """
            SELECT s.id, e.name AS enterprise_name, s.name, s.phone_masked, s.status, s.submitted_at
            FROM (SELECT * FROM submissions WHERE \(condition) ORDER BY id DESC LIMIT \(page.count + 1)) AS s
            JOIN enterprises AS e ON e.id = s.enterprise_id
            ORDER BY s.id DESC
            """
        ).map { row in
            SubmissionItem(
                id: try row.get("id"),
                enterpriseName: try row.get("enterprise_name"),
                name: try row.get("name"),
                phoneMasked: try row.get("phone_masked"),
                status: try row.get("status"),
                submittedAt: try row.get("submitted_at")
            )
        }
    }

    /// Saves what a review changes.
    func save(_ submission: Submission) async throws {
        try later(
            """
            UPDATE submissions
            SET status = \(submission.status), reason = \(submission.reason), reviewed_by = \(submission.reviewedBy),
                reviewed_at = \(submission.reviewedAt), employee_id = \(submission.employeeID)
            WHERE id = \(submission.id)
            """
        )
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

extension PersonVerification {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            accountID: try row.get("account_id"),
            method: try row.get("method"),
            name: try row.get("name"),
            idType: try row.get("id_type"),
            idNumber: try row.get("id_number"),
            idNumberIndex: try row.get("id_number_index"),
            phone: try row.get("phone"),
            phoneIndex: try row.get("phone_index"),
            status: try row.get("status"),
            reason: try row.get("reason"),
            receipt: try row.get("receipt"),
            createdAt: try row.get("created_at"),
            codeSentAt: try row.get("code_sent_at"),
            finishedAt: try row.get("finished_at")
        )
    }
}

extension EnterpriseVerification {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            enterpriseID: try row.get("enterprise_id"),
            accountID: try row.get("account_id"),
            organizationType: try row.get("organization_type"),
            method: try row.get("method"),
            representativeName: try row.get("representative_name"),
            representativeIDNumber: try row.get("representative_id_number"),
            status: try row.get("status"),
            reason: try row.get("reason"),
            receipt: try row.get("receipt"),
            finishedAt: try row.get("finished_at")
        )
    }
}

extension Transaction {
    func insert(_ verification: PersonVerification) async throws {
        try add(
            into: "person_verifications",
            [
                "id": "\(verification.id)", "account_id": "\(verification.accountID)",
                "method": "\(verification.method)", "consented_at": "\(verification.createdAt)",
                "name": "\(verification.name)", "id_type": "\(verification.idType)",
                "id_number": "\(verification.idNumber)", "id_number_index": "\(verification.idNumberIndex)",
                "phone": "\(verification.phone)", "phone_index": "\(verification.phoneIndex)",
                "status": "\(verification.status)", "created_at": "\(verification.createdAt)",
            ]
        )
    }

    /// The newest verification of the same account and words that has not ended, locked.
    func openVerification(like wanted: PersonVerification, since: Date) async throws -> PersonVerification? {
        try await one(
            """
            SELECT *
            FROM person_verifications
            WHERE account_id = \(wanted.accountID) AND status IN ('pending', 'code-required')
              AND created_at > \(since) AND method = \(wanted.method) AND name = \(wanted.name)
              AND id_type = \(wanted.idType) AND id_number_index = \(wanted.idNumberIndex)
              AND phone_index = \(wanted.phoneIndex)
            ORDER BY created_at DESC
            LIMIT 1
            FOR UPDATE
            """
        ).map(PersonVerification.init(row:))
    }

    /// Saves what a code that was sent, or an end, changes.
    func save(_ verification: PersonVerification) async throws {
        try later(
            """
            UPDATE person_verifications
            SET status = \(verification.status), reason = \(verification.reason), receipt = \(verification.receipt),
                code_sent_at = \(verification.codeSentAt), finished_at = \(verification.finishedAt)
            WHERE id = \(verification.id)
            """
        )
    }

    func personVerification(_ id: VerificationID, lock: Bool = false) async throws -> PersonVerification? {
        try await one(
            "SELECT * FROM person_verifications WHERE id = \(id)\(unescaped: lock ? " FOR UPDATE" : "")"
        ).map(PersonVerification.init(row:))
    }

    func personVerificationsToday(of account: AccountID, since: Date) async throws -> Int {
        try await one(
            "SELECT count(*) AS n FROM person_verifications WHERE account_id = \(account) AND created_at > \(since)"
        )?.get("n") ?? 0
    }

    /// Finds the person of an ID number, or makes the person.
    func personMadeIfAbsent(
        _ verification: PersonVerification,
        masked: String,
        sex: Sex?,
        now: Date
    ) async throws
        -> (id: PersonID, name: String)
    {
        try add(
            into: "persons",
            [
                "id": "\(PersonID.new())", "name": "\(verification.name)", "sex": "\(sex)",
                "id_type": "\(verification.idType)", "id_number": "\(verification.idNumber)",
                "id_number_index": "\(verification.idNumberIndex)", "id_number_masked": "\(masked)",
                "verified_at": "\(now)",
            ],
            "ON CONFLICT ON CONSTRAINT one_person_per_id_number DO UPDATE SET name = excluded.name"
        )
        let row = try await one(
            """
            SELECT id, name
            FROM persons
            WHERE id_type = \(verification.idType) AND id_number_index = \(verification.idNumberIndex)
            """
        )
        guard let row else { throw RecordMissing(what: "person") }
        return (try row.get("id"), try row.get("name"))
    }

    func personIdentity(_ id: PersonID) async throws -> (name: String, idNumberIndex: Data)? {
        try await one("SELECT name, id_number_index FROM persons WHERE id = \(id)").map {
            (try $0.get("name"), try $0.get("id_number_index"))
        }
    }

    func insert(_ verification: EnterpriseVerification, now: Date) async throws {
        try add(
            into: "enterprise_verifications",
            [
                "id": "\(verification.id)", "enterprise_id": "\(verification.enterpriseID)",
                "account_id": "\(verification.accountID)", "organization_type": "\(verification.organizationType)",
                "method": "\(verification.method)", "representative_name": "\(verification.representativeName)",
                "representative_id_number": "\(verification.representativeIDNumber)",
                "status": "\(verification.status)", "reason": "\(verification.reason)",
                "finished_at": "\(verification.finishedAt)",
                "created_at": "\(now)",
            ]
        )
    }

    func enterpriseVerification(_ id: VerificationID, lock: Bool = false) async throws -> EnterpriseVerification? {
        try await one(
            "SELECT * FROM enterprise_verifications WHERE id = \(id)\(unescaped: lock ? " FOR UPDATE" : "")"
        ).map(EnterpriseVerification.init(row:))
    }

    func save(_ verification: EnterpriseVerification) async throws {
        try later(
            """
            UPDATE enterprise_verifications
            SET status = \(verification.status), reason = \(verification.reason), receipt = \(verification.receipt),
                finished_at = \(verification.finishedAt)
            WHERE id = \(verification.id)
            """
        )
    }
}

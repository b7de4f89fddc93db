import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// An account as stored.
struct Account: Sendable {
    var id: AccountID
    var phone: SealedText
    var phoneIndex: Data
    var phoneMasked: String
    var passwordHash: String?
    var failedPasswords: Int
    var lockedUntil: Date?
    var personID: PersonID?

    init(row: Row) throws {
        id = try row.get("id")
        phone = try row.get("phone")
        phoneIndex = try row.get("phone_index")
        phoneMasked = try row.get("phone_masked")
        passwordHash = try row.get("password_hash")
        failedPasswords = try row.get("failed_passwords")
        lockedUntil = try row.get("locked_until")
        personID = try row.get("person_id")
    }
}

extension Transaction {
    func account(phoneIndex: Data) async throws -> Account? {
        try await one("SELECT * FROM accounts WHERE phone_index = \(phoneIndex) \(forUpdate)").map(Account.init(row:))
    }

    func account(_ id: AccountID) async throws -> Account? {
        try await one("SELECT * FROM accounts WHERE id = \(id)").map(Account.init(row:))
    }

    /// Finds the account of a phone, or makes it; two at once make one.
    func accountMadeIfAbsent(
        phone: SealedText,
        phoneIndex: Data,
        phoneMasked: String,
        now: Date
    ) async throws -> Account {
        try add(
            into: "accounts",
            [
                "id": "\(AccountID.new())", "phone": "\(phone)", "phone_index": "\(phoneIndex)",
                "phone_masked": "\(phoneMasked)", "created_at": "\(now)",
            ],
            "ON CONFLICT ON CONSTRAINT one_account_per_phone DO NOTHING"
        )
        guard let account = try await account(phoneIndex: phoneIndex) else { throw RecordMissing(what: "account") }
        return account
    }

    func recordConsents(_ agreements: [String], of account: AccountID, address: String?, now: Date) async throws {
        for agreement in agreements {
            try later(
                .insert(
                    into: "consents",
                    [
                        "account_id": "\(account)", "agreement": "\(agreement)", "version": "\(Agreements.version)",
                        "consented_at": "\(now)", "address": "\(address)",
                    ],
                    "ON CONFLICT DO NOTHING"
                )
            )
        }
    }

    func consents(of account: AccountID) async throws -> [ConsentGiven] {
        try await query(
            """
            SELECT agreement, version, consented_at
            FROM consents
            WHERE account_id = \(account)
            ORDER BY consented_at, agreement
            """
        ).map { row in
            ConsentGiven(
                agreement: try row.get("agreement"),
                version: try row.get("version"),
                at: try row.get("consented_at")
            )
        }
    }

    func setPassword(_ hash: String, of account: AccountID) async throws {
        try later(
            """
            UPDATE accounts
            SET password_hash = \(hash), failed_passwords = 0, locked_until = NULL
            WHERE id = \(account)
            """
        )
    }

    func countFailedPassword(of account: AccountID, lockUntil: Date?) async throws {
        try later(
            """
            UPDATE accounts
            SET failed_passwords = CASE WHEN \(lockUntil)::timestamptz IS NULL THEN failed_passwords + 1 ELSE 0 END,
                locked_until = \(lockUntil)
            WHERE id = \(account)
            """
        )
    }

    func clearFailedPasswords(of account: AccountID) async throws {
        try later(
            "UPDATE accounts SET failed_passwords = 0, locked_until = NULL WHERE id = \(account) AND failed_passwords > 0"
        )
    }

    /// Says whose an account is; false when it is another person's already.
    func linkPerson(_ person: PersonID, to account: AccountID) async throws -> Bool {
        try await execute(
            """
            UPDATE accounts
            SET person_id = \(person)
            WHERE id = \(account) AND (person_id IS NULL OR person_id = \(person))
            """
        ) == 1
    }
}

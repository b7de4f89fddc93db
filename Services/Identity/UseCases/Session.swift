import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Reads the session of a token; an ended or unknown one is refused alike.
    func getSession(_ request: GetSession, by caller: Caller, in transaction: Transaction) async throws -> SessionView {
        guard let hash = Data(hex: request.tokenHash),
            let view = try await transaction.session(tokenHash: hash, now: now())
        else { throw Refusal("identity.login-required", .unauthorized) }
        // It may show what a job has proved just now.
        try await transaction.nameEvents(
            about: [view.accountID.description] + (view.enterpriseID.map { [$0.description] } ?? [])
        )
        return view
    }

    /// Makes the session act for one of the account's enterprises.
    func chooseEnterprise(
        _ request: ChooseEnterprise,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SessionView {
        let account = try caller.requireAccount()
        guard let session = caller.sessionID, caller.side == .employer else {
            throw Refusal("identity.enterprise-required", .forbidden)
        }
        guard try await transaction.memberships(of: account).contains(where: { $0.id == request.enterpriseID }) else {
            throw Refusal.notFound("identity.enterprise-unknown")
        }
        try await transaction.chooseEnterprise(request.enterpriseID, session: session)
        try await log(ChooseEnterprise.self, by: account, for: request.enterpriseID, in: transaction)
        try await announceChange(of: account, in: transaction)
        guard let view = try await transaction.session(session) else { throw RecordMissing(what: "session") }
        return view
    }

    /// Ends the caller's session.
    func logOut(_ request: LogOut, by caller: Caller, in transaction: Transaction) async throws -> Done {
        guard let session = caller.sessionID, session == request.sessionID else {
            throw Refusal("identity.login-required", .unauthorized)
        }
        if let tokenHash = try await transaction.endSession(session, now: now()) {
            try await transaction.publish(SessionChanged(sessionID: session, tokenHash: tokenHash.hex, ended: true))
            if let account = caller.accountID {
                try await log(LogOut.self, by: account, for: caller.enterpriseID, in: transaction)
            }
        }
        return Done()
    }

    /// The slow hash of a new password that an account may set.
    func hashPassword(_ request: SetPassword, by caller: Caller, reading _: ShortReads) async throws -> String {
        guard try caller.requireAccount() == request.accountID else {
            throw Refusal.notFound("identity.account-unknown")
        }
        let password = try keys.open(request.password, context: SealContext.password)
        var problems = FieldProblems()
        Inputs.newPassword(password, into: &problems)
        try problems.check("identity.input")
        return try await PasswordHash.make(password)
    }

    /// Sets the caller's password and ends every other session of the account.
    func setPassword(
        _ request: SetPassword,
        by caller: Caller,
        _ hash: String,
        in transaction: Transaction
    ) async throws -> Done {
        let account = request.accountID
        try await transaction.setPassword(hash, of: account)
        try await log(SetPassword.self, by: account, for: caller.enterpriseID, in: transaction)
        for (session, tokenHash) in try await transaction.endOtherSessions(
            of: account,
            but: caller.sessionID,
            now: now()
        ) {
            try await transaction.publish(SessionChanged(sessionID: session, tokenHash: tokenHash.hex, ended: true))
        }
        try await announceChange(of: account, in: transaction)
        return Done()
    }

    /// Tells caches that what an account's sessions may do has changed.
    func announceChange(of account: AccountID, in transaction: Transaction) async throws {
        for session in try await transaction.liveSessions(of: account, now: now()) {
            try await transaction.publish(
                SessionChanged(sessionID: session.id, tokenHash: session.tokenHash.hex, ended: false)
            )
        }
    }
}

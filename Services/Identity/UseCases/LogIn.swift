import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Opens a session by code or by password; a worker unknown so far is registered.
    func logIn(
        _ request: LogIn,
        by caller: Caller,
        _ password: JudgedPassword?,
        in transaction: Transaction
    ) async throws -> LogIn.Reply {
        let number = try logInNumber(request)
        let phoneIndex = try Data(index: request.phoneIndex)

        let account: Account
        if let code = request.code {
            try await redeemCode(code, phoneIndex: phoneIndex, purpose: .login, in: transaction)
            guard
                let found = try await accountForLogIn(request, phoneIndex: phoneIndex, number: number, in: transaction)
            else { throw RefusalKeepingChanges(Refusal("identity.no-enterprise", .conflict)) }
            account = found
        } else {
            account = try await accountByPassword(password, phoneIndex: phoneIndex, in: transaction)
        }
        try await transaction.act(in: RowScope(accountID: account.id))
        let memberships = try await transaction.memberships(of: account.id)
        if request.side == .employer, memberships.isEmpty {
            throw RefusalKeepingChanges(Refusal("identity.no-enterprise", .conflict))
        }
        try await transaction.recordConsents(
            Agreements.required,
            of: account.id,
            address: caller.address,
            now: now()
        )
        let only = request.side == .employer && memberships.count == 1 ? memberships.first?.id : nil
        try await log(LogIn.self, by: account.id, for: only, in: transaction)
        return try await openSession(account: account.id, side: request.side, enterprise: only, in: transaction)
    }

    /// Makes a session and returns it with its token, sealed for the way to the Gateway.
    func openSession(
        account: AccountID,
        side: Side,
        enterprise: EnterpriseID?,
        in transaction: Transaction
    ) async throws -> SessionOpened {
        let token = SecureRandom.token()
        let id = SessionID.new()
        try await transaction.insertSession(
            id,
            tokenHash: Digest.sha256(Data(token.utf8)),
            account: account,
            side: side,
            enterprise: enterprise,
            now: now()
        )
        guard let view = try await transaction.session(id) else { throw RecordMissing(what: "session") }
        return SessionOpened(token: try keys.seal(token, context: SealContext.token), session: view)
    }

    private func accountForLogIn(
        _ request: LogIn,
        phoneIndex: Data,
        number: MobileNumber,
        in transaction: Transaction
    ) async throws -> Account? {
        guard request.side == .worker else { return try await transaction.account(phoneIndex: phoneIndex) }
        return try await transaction.accountMadeIfAbsent(
            phone: request.phone,
            phoneIndex: phoneIndex,
            phoneMasked: number.masked,
            now: now()
        )
    }

    private func accountByPassword(
        _ judged: JudgedPassword?,
        phoneIndex: Data,
        in transaction: Transaction
    ) async throws -> Account {
        let account = try await transaction.account(phoneIndex: phoneIndex)
        let now = now()
        if let lockedUntil = account?.lockedUntil, now < lockedUntil {
            throw Refusal("identity.password-locked", .tooMany, retryAt: lockedUntil)
        }
        guard let judged, judged.hash == account?.passwordHash else { throw PreparedInVain() }
        guard let account, account.passwordHash != nil else { throw Self.wrongPassword }
        guard judged.isRight else {
            let lock = account.failedPasswords + 1 >= PasswordTerms.failuresAllowed
            try await transaction.countFailedPassword(
                of: account.id,
                lockUntil: lock ? now.addingTimeInterval(PasswordTerms.lockedFor) : nil
            )
            throw RefusalKeepingChanges(Self.wrongPassword)
        }
        try await transaction.clearFailedPasswords(of: account.id)
        return account
    }

    private static let wrongPassword = Refusal.invalid(
        "identity.password-wrong",
        fields: ["password": "identity.password-wrong"]
    )
}

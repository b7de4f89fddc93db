import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Opens a session by code or by password; a worker unknown so far is registered.
    func logIn(_ request: LogIn, by caller: Caller, in transaction: Transaction) async throws -> LogIn.Reply {
        let phone = try keys.open(request.phone, context: SealContext.phone)
        var problems = FieldProblems()
        let number = Inputs.phone(phone, into: &problems)
        Agreements.check(request.agreements, into: &problems)
        if request.code == nil, request.password == nil { problems.add("code", "code.required") }
        try problems.check("identity.input")
        guard let number else { return try await refuseLogIn() }
        guard request.side != .regulator else { throw Refusal("identity.side-not-offered", .unsupported) }
        let phoneIndex = try Data(index: request.phoneIndex)

        let account: Account
        if let code = request.code {
            try await redeemCode(code, phoneIndex: phoneIndex, purpose: .login, in: transaction)
            guard
                let found = try await accountForLogIn(request, phoneIndex: phoneIndex, number: number, in: transaction)
            else { throw RefusalKeepingChanges(Refusal("identity.no-enterprise", .conflict)) }
            account = found
        } else {
            account = try await accountByPassword(request, phoneIndex: phoneIndex, in: transaction)
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
        _ request: LogIn,
        phoneIndex: Data,
        in transaction: Transaction
    ) async throws -> Account {
        guard let sealed = request.password else { return try await refuseLogIn() }
        let password = try keys.open(sealed, context: SealContext.password)
        guard let account = try await transaction.account(phoneIndex: phoneIndex), let hash = account.passwordHash
        else {
            // An unknown phone takes as long as a wrong password, so that time does not tell them apart.
            _ = try? await PasswordHash.make(password)
            return try await refuseLogIn()
        }
        let now = now()
        if let lockedUntil = account.lockedUntil, now < lockedUntil {
            throw Refusal("identity.password-locked", .tooMany, retryAt: lockedUntil)
        }
        guard await PasswordHash.verify(password, against: hash) else {
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

    private func refuseLogIn<Answer>() async throws -> Answer {
        throw Self.wrongPassword
    }
}

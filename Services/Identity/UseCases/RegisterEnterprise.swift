import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Registers an enterprise with its first administrator, and logs that person in.
    func registerEnterprise(
        _ request: RegisterEnterprise,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> RegisterEnterprise.Reply {
        var problems = FieldProblems()
        let name = Inputs.enterpriseName(request.name, into: &problems)
        let uscc = Inputs.uscc(request.uscc, into: &problems)
        let number = Inputs.phone(try keys.open(request.phone, context: SealContext.phone), into: &problems)
        OneTimeCode.check(try keys.open(request.code, context: SealContext.code), into: &problems)
        Agreements.check(request.agreements, into: &problems)
        try problems.check("identity.input")
        guard let number else { throw Refusal("identity.input", .invalid) }

        let now = now()
        let phoneIndex = try Data(index: request.phoneIndex)
        try await redeemCode(request.code, phoneIndex: phoneIndex, purpose: .registerEnterprise, in: transaction)
        let enterprise = EnterpriseID.new()
        guard try await transaction.insertEnterprise(enterprise, name: name, uscc: uscc, now: now) else {
            throw Refusal(
                "identity.enterprise-registered-already",
                .conflict,
                fields: ["uscc": "identity.enterprise-registered-already"]
            )
        }
        let account = try await transaction.accountMadeIfAbsent(
            phone: request.phone,
            phoneIndex: phoneIndex,
            phoneMasked: number.masked,
            now: now
        )
        try await transaction.act(in: RowScope(enterpriseID: enterprise, accountID: account.id))
        let roles: [Role] = [.administrator, .handler]
        try await transaction.insertMember(account.id, of: enterprise, roles: roles, now: now)
        try await transaction.recordConsents(Agreements.required, of: account.id, address: caller.address, now: now)
        try await transaction.publish(
            EnterpriseRegistered(enterpriseID: enterprise, name: name, uscc: uscc, registeredAt: now)
        )
        try await transaction.publish(
            MemberJoined(
                enterpriseID: enterprise,
                accountID: account.id,
                phone: account.phone,
                phoneMasked: account.phoneMasked,
                roles: roles
            )
        )
        try await announceChange(of: account.id, in: transaction)
        let session = try await openSession(
            account: account.id,
            side: .employer,
            enterprise: enterprise,
            in: transaction
        )
        return RegisterEnterprise.Reply(
            enterprise: EnterpriseView(id: enterprise, name: name, uscc: uscc, verified: false),
            session: session
        )
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension SigningService {
    /// Sends the signer a code whose text names employer and contract.
    func requestWillingness(
        _ request: RequestWillingness,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> RequestWillingness.Reply {
        guard let flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        let role = try flow.role(of: caller)
        let signer = try flow.awaited(role)
        guard request.method != .face else {
            throw Refusal.invalid("signing.input", fields: ["method": "signing.method-not-offered"])
        }
        let account = try caller.requireAccount()
        let phone = try await phone(of: signer, account: account, flow: flow, in: transaction)
        let now = now()
        try await transaction.willingnessHistory(account: account, contract: flow.contractID, now: now)
            .allowAnother(now: now)

        let id = WillingnessID.new()
        let code = SecureRandom.digits(OneTimeCode.digits)
        try await transaction.insertWillingness(
            id,
            contract: flow.contractID,
            role: role,
            account: account,
            method: request.method,
            digest: codeDigest(code, of: flow.willingnessKey(role)),
            document: flow.document,
            now: now
        )
        let expiresAt = now.addingTimeInterval(OneTimeCode.lifetime)
        try await transaction.publish(
            WillingnessCodeIssued(
                willingnessID: id,
                phone: phone,
                code: try keys.seal(code, context: SealContext.code),
                enterpriseName: flow.enterpriseName,
                contractName: flow.contractName,
                method: request.method,
                expiresAt: expiresAt
            )
        )
        return RequestWillingness.Reply(
            id: id,
            expiresIn: Int(OneTimeCode.lifetime),
            resendAfter: Int(OneTimeCode.resendAfter),
            phoneMasked: Masks.phone(try keys.open(phone, context: SealContext.phone))
        )
    }

    /// The number of the person who signs: another handler than the one who launched has another.
    private func phone(
        of signer: Signer,
        account: AccountID,
        flow: Flow,
        in transaction: Transaction
    ) async throws -> SealedText {
        guard signer.role == .enterprise, account != flow.handlerAccountID else { return signer.phone }
        guard let known = try await transaction.account(account) else {
            throw Refusal("signing.account-not-known-yet", .unavailable, retryAt: now().addingTimeInterval(1))
        }
        return known.phone
    }
}

extension Flow {
    func willingnessKey(_ role: PartyRole) -> WillingnessKey {
        WillingnessKey(contract: contractID.description, role: role, document: document.sha256)
    }
}

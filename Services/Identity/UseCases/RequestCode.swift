import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Sends a code to a phone, known or not, within the limits.
    func requestCode(
        _ request: RequestCode,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> RequestCode.Reply {
        guard request.purpose != .personVerification else {
            throw Refusal.invalid("identity.input", fields: ["purpose": "identity.purpose-unknown"])
        }
        let phone = try keys.open(request.phone, context: SealContext.phone)
        var problems = FieldProblems()
        _ = Inputs.phone(phone, into: &problems)
        try problems.check("identity.input")
        let phoneIndex = try Data(index: request.phoneIndex)
        let id = try await issueCode(
            phone: request.phone,
            phoneIndex: phoneIndex,
            purpose: request.purpose,
            address: caller.address,
            in: transaction
        )
        return RequestCode.Reply(
            id: id,
            resendAfter: Int(OneTimeCode.resendAfter),
            expiresIn: Int(OneTimeCode.lifetime)
        )
    }

    /// Makes a code and announces that it is to be sent.
    func issueCode(
        phone: SealedText,
        phoneIndex: Data,
        purpose: CodePurpose,
        address: String?,
        in transaction: Transaction
    ) async throws -> CodeID {
        let now = now()
        let history = try await transaction.codeHistory(
            phoneIndex: phoneIndex,
            purpose: purpose,
            address: address,
            now: now
        )
        try history.allowAnother(now: now)
        let code = SecureRandom.digits(OneTimeCode.digits)
        let id = CodeID.new()
        try await transaction.insertCode(
            id,
            phoneIndex: phoneIndex,
            purpose: purpose,
            digest: codeDigest(code, phoneIndex: phoneIndex, purpose: purpose),
            address: address,
            now: now
        )
        try await transaction.publish(
            CodeIssued(
                codeID: id,
                phone: phone,
                code: try keys.seal(code, context: SealContext.code),
                purpose: purpose,
                expiresAt: now.addingTimeInterval(OneTimeCode.lifetime)
            )
        )
        return id
    }

    /// Uses up the code that was typed in; a wrong one counts even though the answer is "no".
    func redeemCode(
        _ sealed: SealedText,
        phoneIndex: Data,
        purpose: CodePurpose,
        in transaction: Transaction
    ) async throws {
        let given = try OneTimeCode.typed(sealed, keys: keys, input: "identity.input")
        guard let code = try await transaction.newestCode(phoneIndex: phoneIndex, purpose: purpose) else {
            throw OneTimeCode.refusal("code.wrong")
        }
        let now = now()
        let digest = codeDigest(given, phoneIndex: phoneIndex, purpose: purpose)
        try await code.redeem(digest, now: now) { try await transaction.countWrongTry(code) }
        try await transaction.useUpCodes(phoneIndex: phoneIndex, purpose: purpose, now: now)
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Sends the code of one's own verification again.
    func resendVerificationCode(
        _ request: ResendVerificationCode,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        let verification = try await ownVerification(
            request.verificationID,
            caller: caller,
            lock: true,
            in: transaction
        )
        guard verification.status == .codeRequired,
            now() < verification.createdAt.addingTimeInterval(PersonVerification.staysOpen)
        else { throw Refusal("identity.verification-not-waiting", .conflict) }
        return try await sendCode(for: verification, address: caller.address, in: transaction)
    }

    /// The verification of the same words that is still open, for whoever went back and begins again.
    ///
    /// The code sent shortly before stands; when another may be sent already, one is. The carrier is not asked again.
    /// Where the limits forbid another, the verification is still there to go back to.
    func reopened(
        like wanted: PersonVerification,
        address: String?,
        in transaction: Transaction
    ) async throws -> VerificationView? {
        let now = now()
        let since = now.addingTimeInterval(-PersonVerification.staysOpen)
        guard let open = try await transaction.openVerification(like: wanted, since: since) else { return nil }
        guard let sentAt = open.view.codeSentAt, now >= sentAt.addingTimeInterval(OneTimeCode.resendAfter) else {
            return open.view
        }
        do {
            return try await sendCode(for: open, address: address, in: transaction)
        } catch let refusal as Refusal where refusal.kind == .tooMany {
            // The limits are judged before anything is written.
            return open.view
        }
    }

    /// Sends a code to the phone of a verification, within the limits; `receipt` is the carrier's when it just agreed.
    @discardableResult
    func sendCode(
        for verification: PersonVerification,
        receipt: String? = nil,
        address: String?,
        in transaction: Transaction
    ) async throws -> VerificationView {
        _ = try await issueCode(
            phone: verification.phone,
            phoneIndex: verification.phoneIndex,
            purpose: .personVerification,
            address: address,
            in: transaction
        )
        var waiting = verification
        waiting.waitForCode(receipt: receipt, now: now())
        try await transaction.save(waiting)
        return waiting.view
    }
}

import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension SigningService {
    /// Places the signature that was made ahead, when everything still is as it was then.
    func sign(
        _ request: SignContract,
        by caller: Caller,
        _ ahead: SignedAhead?,
        in transaction: Transaction
    ) async throws -> SignContract.Reply {
        let wish = try await check(request, by: caller, in: transaction)
        guard wish.codeIsRight else {
            // A wrong code counts even though the answer is "no".
            try await transaction.countWrongTry(wish.willingness)
            throw RefusalKeepingChanges(OneTimeCode.refusal("code.wrong"))
        }
        guard let ahead, ahead.on == wish.flow.document else { throw PreparedInVain() }
        try await transaction.useUp(wish.willingness, now: now())
        // Another step may have been entered meanwhile, such as a look at the contract.
        guard try await transaction.addEvidence(ahead.entry, to: wish.flow.contractID) == ahead.evidence else {
            throw PreparedInVain()
        }
        switch ahead.outcome {
        case .unsignable(let problem):
            try await transaction.save(wish.flow.giveUp(because: problem, now: now()))
            throw RefusalKeepingChanges(Refusal(Flow.unreadable, .conflict))
        case .signed(let document, let picture, let certificate):
            try await transaction.insertCertificate(
                certificate,
                contract: wish.flow.contractID,
                role: wish.signer.role,
                evidence: ahead.evidence,
                now: ahead.entry.at
            )
            let signature = PlacedSignature(
                role: wish.signer.role,
                account: wish.account,
                at: ahead.entry.at,
                certificateSerial: certificate.serialHex,
                document: document,
                picture: picture
            )
            let happening = wish.flow.record(signature)
            try await transaction.save(happening)
            return SignContract.Reply(status: happening.flow.status == .completed ? .completed : .signing)
        }
    }
}

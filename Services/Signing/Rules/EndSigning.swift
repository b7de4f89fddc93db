import Cryptography
import Documents
import Foundation
import Identifiers
import Messages

/// The ends of a flow that not all have signed; each is told to both sides.
extension Flow {
    /// The code of a document that takes no signature.
    static let unreadable = "signing.document-unreadable"

    /// The enterprise takes the contract back.
    func withdraw(by caller: Caller, now: Date) throws(Refusal) -> Happening {
        guard try role(of: caller) == .enterprise else { throw Refusal("signing.not-yours-to-withdraw", .forbidden) }
        guard status == .signing else { throw Refusal("signing.not-to-withdraw", .conflict) }
        return end(
            as: .withdrawn,
            by: .enterprise,
            details: ["account": try caller.requireAccount().description],
            now: now,
            announcing: ContractWithdrawn(
                contractID: contractID,
                contractName: contractName,
                enterpriseID: enterpriseID,
                enterpriseName: enterpriseName,
                withdrawnAt: now,
                parties: partiesToTell
            )
        )
    }

    /// One side does not want to sign, and says why to the other.
    func decline(by caller: Caller, because reason: String, now: Date) throws(Refusal) -> Happening {
        let role = try role(of: caller)
        guard status == .signing, let signer = signers.first(where: { $0.role == role }) else {
            throw Refusal("signing.not-open", .conflict)
        }
        var problems = FieldProblems()
        let kept = DeclineContract.reason.checked(reason, today: now, into: &problems)
        try problems.check("signing.input")
        return end(
            as: .declined,
            by: role,
            details: [
                "account": try caller.requireAccount().description,
                "reason": Digest.sha256Hex(Data(kept.utf8)),
            ],
            now: now,
            announcing: ContractDeclined(
                contractID: contractID,
                contractName: contractName,
                enterpriseID: enterpriseID,
                enterpriseName: enterpriseName,
                role: role,
                name: signer.name,
                reason: kept,
                declinedAt: now,
                parties: partiesToTell
            )
        )
    }

    /// The document takes no signature, whoever signs and however often.
    func giveUp(because problem: DocumentProblem, now: Date) -> Happening {
        end(
            as: .failed,
            details: ["problem": problem.code.rawValue],
            now: now,
            announcing: SigningFailed(
                contractID: contractID,
                reason: Self.unreadable,
                contractName: contractName,
                enterpriseID: enterpriseID,
                enterpriseName: enterpriseName,
                parties: partiesToTell
            )
        )
    }

    /// The evidence has an entry of the status' name, with the document as it was left.
    private func end(
        as status: ContractStatus,
        by role: PartyRole? = nil,
        details: [String: String],
        now: Date,
        announcing event: any Event
    ) -> Happening {
        var flow = self
        flow.status = status
        let details = details.merging(["document": document.sha256]) { own, _ in own }
        let entry = EvidenceEntry(kind: status.rawValue, at: now, role: role, details: details)
        return Happening(flow: flow, evidence: [entry], events: [event])
    }
}

import Foundation
import Identifiers
import Messages

/// A signature that stands in the document.
struct PlacedSignature: Sendable {
    var role: PartyRole
    var account: AccountID
    var at: Date
    var certificateSerial: String
    var document: ObjectReference
    /// What it adds to the images of the pages.
    var picture: ObjectReference?
}

extension Flow {
    /// Takes a signature in; the flow is complete when it was the last.
    func record(_ signature: PlacedSignature) -> Happening {
        var flow = self
        for index in signers.indices where signers[index].role == signature.role {
            flow.signers[index].status = .signed
            flow.signers[index].signedAt = signature.at
            flow.signers[index].signedBy = signature.account
            flow.signers[index].certificateSerial = signature.certificateSerial
        }
        flow.document = signature.document
        flow.revision += 1
        let document = ["document": signature.document.sha256]
        let signed = EvidenceEntry(
            kind: "signed",
            at: signature.at,
            role: signature.role,
            details: document.merging(["certificate": signature.certificateSerial]) { own, _ in own }
        )
        let event = ContractSigned(
            contractID: contractID,
            role: signature.role,
            signedAt: signature.at,
            document: flow.document,
            revision: flow.revision,
            picture: signature.picture
        )
        guard flow.signers.allSatisfy({ $0.status == .signed }) else {
            // Without an order both were told at the launch.
            return Happening(flow: flow, evidence: [signed], events: [event] + (ordered ? flow.turns : []))
        }
        flow.status = .completed
        flow.completedAt = signature.at
        let completed = ContractCompleted(
            contractID: contractID,
            contractName: contractName,
            enterpriseID: enterpriseID,
            enterpriseName: enterpriseName,
            document: flow.document,
            completedAt: signature.at,
            parties: partiesToTell
        )
        return Happening(
            flow: flow,
            evidence: [signed, EvidenceEntry(kind: "completed", at: signature.at, details: document)],
            events: [event, completed]
        )
    }
}

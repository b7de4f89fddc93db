import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Operations
import Postgres

/// The document of a contract takes no signature, whoever signs and however often.
struct DocumentUnsignable: Error {
    let problem: DocumentProblem
}

/// This machine could not work on a document now: the same work is tried again.
struct DocumentsUnavailable: PassingTrouble, CustomStringConvertible {
    let problem: DocumentProblem
    var isPassing: Bool { true }
    var description: String { "\(problem)" }
}

extension SigningService {
    static let unreadable = "signing.document-unreadable"

    /// Ends a contract that cannot be signed at all, and announces it.
    func giveUp(_ flow: Flow, because problem: DocumentProblem, in transaction: Transaction) async throws {
        var flow = flow
        flow.status = .failed
        try await transaction.save(flow)
        let details = ["document": flow.document.sha256, "problem": problem.code.rawValue]
        try await transaction.addEvidence(
            EvidenceEntry(kind: "failed", at: now(), details: details),
            to: flow.contractID
        )
        try await transaction.publish(
            SigningFailed(
                contractID: flow.contractID,
                reason: Self.unreadable,
                contractName: flow.contractName,
                enterpriseID: flow.enterpriseID,
                enterpriseName: flow.enterpriseName,
                parties: flow.partiesToTell
            )
        )
    }
}

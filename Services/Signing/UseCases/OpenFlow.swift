import Foundation
import Identifiers
import Messages
import Messaging
import Operations
import Postgres

/// The account that shall sign, or its verified person, was not announced yet.
///
/// After a pause of this service identity's events may still lie unread while a launch has been read: it is tried again.
struct AccountNotKnownYet: PassingTrouble, CustomStringConvertible {
    var isPassing: Bool { true }
    var description: String { "the signer's account is not known yet" }
}

extension SigningService {
    /// Opens the signing of a launched contract and tells those whose turn it is.
    func openFlow(_ event: ContractLaunched, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        // Both are verified before there can be a contract; how they were stands in its evidence.
        guard let handler = try await transaction.account(event.handlerAccountID), handler.verifiedAt != nil,
            let employee = try await transaction.account(event.employeeAccountID), employee.verifiedAt != nil
        else { throw AccountNotKnownYet() }
        let flow = Flow(
            contractID: event.contractID,
            contractNumber: event.number,
            contractName: event.name,
            enterpriseID: event.enterpriseID,
            enterpriseName: event.enterpriseName,
            uscc: event.uscc,
            employeeAccountID: event.employeeAccountID,
            handlerAccountID: event.handlerAccountID,
            document: event.document,
            revision: 0,
            ordered: event.ordered,
            status: .signing,
            launchedAt: event.launchedAt,
            signers: event.signers.map { plan in
                Signer(
                    role: plan.role,
                    name: plan.role == .employee ? event.employeeName : event.enterpriseName,
                    phone: plan.role == .employee ? event.employeePhone : handler.phone,
                    signatureField: plan.signatureField,
                    fields: plan.fields.map(\.field).filter(\.kind.isTyped),
                    status: .waiting
                )
            }
        )
        guard try await transaction.insert(flow) else { return }
        try await transaction.addEvidence(
            EvidenceEntry(
                kind: "launched",
                at: event.launchedAt,
                role: .enterprise,
                details: [
                    "document": event.document.sha256,
                    "number": event.number,
                    "handler": handler.personName ?? "",
                ]
            ),
            to: flow.contractID
        )
        for (role, account) in [(PartyRole.employee, employee), (.enterprise, handler)] {
            for entry in account.evidence(role) { try await transaction.addEvidence(entry, to: flow.contractID) }
        }
        try await tellWhoseTurn(flow, in: transaction)
    }

    /// Announces whose turn it is now.
    func tellWhoseTurn(_ flow: Flow, in transaction: Transaction) async throws {
        for signer in flow.signers where flow.turn.contains(signer.role) {
            try await transaction.publish(
                SignerTurn(
                    contractID: flow.contractID,
                    contractName: flow.contractName,
                    enterpriseID: flow.enterpriseID,
                    enterpriseName: flow.enterpriseName,
                    role: signer.role,
                    accountID: signer.role == .employee ? flow.employeeAccountID : flow.handlerAccountID,
                    phone: signer.phone
                )
            )
        }
    }
}

extension KnownAccount {
    /// How the person who signs proved who they are, and what they had consented to.
    fileprivate func evidence(_ role: PartyRole) -> [EvidenceEntry] {
        guard let verifiedAt else { return [] }
        let identity = EvidenceEntry(
            kind: "identity",
            at: verifiedAt,
            role: role,
            details: [
                "person": personName ?? "",
                "idNumber": idNumberMasked ?? "",
                "method": identityMethod ?? "",
                "receipt": identityReceipt ?? "",
            ]
        )
        let consents = consents.map { consent in
            EvidenceEntry(
                kind: "consent",
                at: consent.at,
                role: role,
                details: ["agreement": consent.agreement, "version": consent.version]
            )
        }
        return [identity] + consents
    }
}

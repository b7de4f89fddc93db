import Foundation
import Identifiers
import Messages

extension Flow {
    /// The signing of a contract that was just launched.
    ///
    /// Both who sign are verified before there can be a contract; how they were stands in its evidence.
    static func open(_ event: ContractLaunched, handler: KnownAccount, employee: KnownAccount) -> Happening {
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
        let launched = EvidenceEntry(
            kind: "launched",
            at: event.launchedAt,
            role: .enterprise,
            details: [
                "document": event.document.sha256,
                "number": event.number,
                "handler": handler.personName ?? "",
            ]
        )
        return Happening(
            flow: flow,
            evidence: [launched] + employee.evidence(.employee) + handler.evidence(.enterprise),
            events: flow.turns
        )
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
                "method": identityMethod?.rawValue ?? "",
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

import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension ContractsService {
    /// Composes the PDF of a draft and puts it before its signers.
    func launch(
        _ request: LaunchContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> LaunchContract.Reply {
        var contract = try await ownContract(request.contractID, of: caller, in: transaction)
        try contract.requireDraft()
        guard let template = try await transaction.template(contract.templateID, version: contract.templateVersion)
        else { throw Refusal("contracts.template-unknown", .conflict) }

        let composed = try await compose(contract, from: template, in: transaction)
        let stored = try await store.put(composed.pdf, kind: .document)
        let launched = try contract.launch(composed, stored: stored, now: now())
        try await transaction.save(contract)
        try await transaction.publish(launched)
        return LaunchContract.Reply(status: contract.status)
    }

    /// Launches each of several drafts, noting what keeps one back.
    func launchSeveral(
        _ request: LaunchContracts,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> LaunchContracts.Reply {
        _ = try caller.requireEnterprise()
        guard request.contractIDs.count <= DraftContracts.mostAtOnce else {
            throw Refusal("contracts.employees-too-many", .invalid)
        }
        var reply = LaunchContracts.Reply(launched: [], refused: [])
        for id in request.contractIDs {
            // A launch is refused before it writes anything.
            do {
                _ = try await launch(LaunchContract(contractID: id), by: caller, in: transaction)
                reply.launched.append(id)
            } catch let refusal as Refusal {
                let code = refusal.fields.values.min() ?? refusal.code
                reply.refused.append(RefusedLaunch(contractID: id, code: code))
            }
        }
        return reply
    }

    private func compose(
        _ contract: Contract,
        from template: Template,
        in transaction: Transaction
    ) async throws -> ComposedContract {
        guard let employee = try await transaction.employees([contract.employeeID], of: contract.enterpriseID).first,
            let enterprise = try await transaction.enterprise(contract.enterpriseID)
        else { throw Refusal("contracts.employee-unknown", .conflict) }
        var values = try keys.open(contract.values).texts
        let proven = [
            "enterpriseName": enterprise.name,
            "uscc": enterprise.uscc,
            "legalRepresentative": enterprise.legalRepresentative,
            "employeeName": employee.name,
            "employeeSex": employee.sex.rawValue,
            "employeeIDNumber": try keys.open(employee.idNumber, context: SealContext.idNumber),
            "employeePhone": try keys.open(employee.phone, context: SealContext.phone),
            "employeeAddress": try keys.open(employee.address, context: SealContext.address),
        ]
        let known = Set(template.document.controls.map(\.key))
        values.merge(proven.filter { known.contains($0.key) }) { _, proven in proven }
        let all = values.filter { !$0.value.isEmpty }
        do {
            return try await DocumentLane.run {
                try ContractComposer().compose(.text(template.document), values: all)
            }
        } catch let problem as DocumentProblem {
            throw Self.error(because: problem)
        }
    }

    /// What a problem of composing means: our own trouble, which passes, or an answer that names the fields.
    static func error(because problem: DocumentProblem) -> any Error {
        guard !problem.isPassing else { return problem }
        // A name with a character no font has, for one: the initiator must hear which field it is.
        let fields = problem.fields.map { ("fields.\($0)", problem.code.rawValue) }
        return Refusal(problem.code.rawValue, .invalid, fields: Dictionary(fields) { first, _ in first })
    }
}

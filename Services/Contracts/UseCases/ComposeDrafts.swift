import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

/// The PDFs of drafts, composed and stored before they are launched; what kept one from being composed stands for it.
struct ComposedDrafts: Sendable {
    struct Draft: Sendable {
        let composed: ComposedContract
        let stored: ObjectReference
        /// From which its pages are drawn once it is launched.
        let pages: PageSketches
    }

    fileprivate var drafts: [ContractID: Result<Draft, Refusal>] = [:]

    /// Throws what kept it back; in vain when it became a draft to be launched after this was made.
    func of(_ contract: ContractID) throws -> Draft {
        guard let draft = drafts[contract] else { throw PreparedInVain() }
        return try draft.get()
    }
}

extension ContractsService {
    func compose(_ request: LaunchContract, by caller: Caller, reading: ShortReads) async throws -> ComposedDrafts {
        try await compose([request.contractID], by: caller, reading)
    }

    func compose(_ request: LaunchContracts, by caller: Caller, reading: ShortReads) async throws -> ComposedDrafts {
        _ = try caller.requireEnterprise()
        guard request.contractIDs.count <= DraftContracts.mostAtOnce else {
            throw Refusal("contracts.employees-too-many", .invalid)
        }
        return try await compose(request.contractIDs, by: caller, reading)
    }

    /// Reads all in one look, then composes as many at once as there are cores.
    private func compose(_ ids: [ContractID], by caller: Caller, _ reading: ShortReads) async throws -> ComposedDrafts {
        let read = try await reading { try await uncomposed(Array(Set(ids)), of: caller, in: $0) }
        return try await withThrowingTaskGroup { tasks in
            for (id, draft) in read {
                tasks.addTask { (id, try await unlessRefused { try await compose(draft.get()) }) }
            }
            var composed = ComposedDrafts()
            for try await (id, draft) in tasks { composed.drafts[id] = draft }
            return composed
        }
    }

    /// What a draft is composed of.
    private struct Uncomposed: Sendable {
        let document: ContractTemplateDocument
        let values: [String: String]
    }

    private func uncomposed(
        _ ids: [ContractID],
        of caller: Caller,
        in transaction: Transaction
    ) async throws -> [ContractID: Result<Uncomposed, Refusal>] {
        let contracts = try await ownContracts(ids, of: caller, in: transaction)
        let enterpriseID = try caller.requireEnterprise()
        let enterprise = try await transaction.enterprise(enterpriseID)
        let employees = Dictionary(
            try await transaction.employees(contracts.values.map(\.employeeID), of: enterpriseID).map { ($0.id, $0) }
        ) { first, _ in first }
        var templates: [Contract.TemplateVersion: Template] = [:]
        for version in Set(contracts.values.map(\.template)) {
            templates[version] = try await transaction.template(version.id, version: version.number)
        }
        return try Dictionary(
            ids.map { id in
                let draft = try unlessRefused {
                    guard let contract = contracts[id] else { throw Refusal.notFound("contracts.contract-unknown") }
                    return try uncomposed(
                        contract,
                        templates[contract.template],
                        employees[contract.employeeID],
                        enterprise
                    )
                }
                return (id, draft)
            }
        ) { first, _ in first }
    }

    private func uncomposed(
        _ contract: Contract,
        _ template: Template?,
        _ employee: KnownEmployee?,
        _ enterprise: KnownEnterprise?
    ) throws -> Uncomposed {
        try contract.requireDraft()
        guard let template else { throw Refusal("contracts.template-unknown", .conflict) }
        guard let employee, let enterprise else { throw Refusal("contracts.employee-unknown", .conflict) }
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
        return Uncomposed(document: template.document, values: values.filter { !$0.value.isEmpty })
    }

    private func compose(_ draft: Uncomposed) async throws -> ComposedDrafts.Draft {
        do {
            let (composed, pages) = try await DocumentLane.run {
                try ContractComposer().compose(sketching: draft.document, values: draft.values)
            }
            let stored = try await store.put(composed.pdf, kind: .document)
            return ComposedDrafts.Draft(composed: composed, stored: stored, pages: pages)
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

extension Contract {
    /// A template at the version a contract was drafted from.
    fileprivate struct TemplateVersion: Hashable {
        let id: TemplateID
        let number: Int
    }

    fileprivate var template: TemplateVersion { TemplateVersion(id: templateID, number: templateVersion) }
}

/// A refusal concerns one of several; any other error all of them.
private func unlessRefused<Value>(_ body: () throws -> Value) throws -> Result<Value, Refusal> {
    do { return .success(try body()) } catch let refusal as Refusal { return .failure(refusal) }
}

private func unlessRefused<Value>(_ body: () async throws -> Value) async throws -> Result<Value, Refusal> {
    do { return .success(try await body()) } catch let refusal as Refusal { return .failure(refusal) }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

/// What the initiator typed: values for all contracts, and values for one employee's.
struct DraftValues: Codable, Sendable {
    var fields: [String: String]
    var perEmployee: [String: [String: String]]
}

extension ContractsService {
    static let mostEmployeesAtOnce = 200

    /// Drafts one contract for each employee after checking every value; whatever is wrong is told at once.
    func draft(
        _ request: DraftContracts,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> DraftContracts.Reply {
        let enterpriseID = try caller.requireEnterprise()
        guard let enterprise = try await transaction.enterprise(enterpriseID) else {
            throw Refusal("contracts.enterprise-not-known-yet", .unavailable, retryAt: now().addingTimeInterval(1))
        }
        var problems = FieldProblems()
        let name = Contract.checkName(request.name, into: &problems)
        let employees = try await chosenEmployees(request, of: enterpriseID, in: transaction, problems: &problems)
        guard let template = try await transaction.template(request.templateID), template.isOpen else {
            // Without a template nobody knows which values it takes.
            problems.add("templateID", "contracts.template-unknown")
            throw Refusal.invalid("contracts.input", fields: problems.fields)
        }
        let values = try merge(request, template: template, employees: employees, problems: &problems)
        try problems.check("contracts.input")

        var drafted: [DraftedContract] = []
        for (employee, own) in zip(employees, values) {
            let contract = Contract(
                draft: name,
                number: try await transaction.nextContractNumber(now: now()),
                template: (template.id, template.version),
                enterpriseID: enterpriseID,
                enterprise: enterprise,
                handler: try caller.requireAccount(),
                employee: employee,
                ordered: request.ordered,
                values: try keys.seal(
                    String(decoding: try JSONEncoder().encode(own), as: UTF8.self),
                    context: SealContext.fieldValues
                ),
                now: now()
            )
            try await transaction.insert(contract)
            drafted.append(DraftedContract(contract))
        }
        return DraftContracts.Reply(contracts: drafted)
    }

    /// Those of the chosen that are employed here, each once, in the order chosen.
    private func chosenEmployees(
        _ request: DraftContracts,
        of enterprise: EnterpriseID,
        in transaction: Transaction,
        problems: inout FieldProblems
    ) async throws -> [KnownEmployee] {
        guard !request.employeeIDs.isEmpty else {
            problems.add("employeeIDs", "contracts.employees-required")
            return []
        }
        guard request.employeeIDs.count <= Self.mostEmployeesAtOnce else {
            problems.add("employeeIDs", "contracts.employees-too-many")
            return []
        }
        var seen: Set<EmployeeID> = []
        let wanted = request.employeeIDs.filter { seen.insert($0).inserted }
        if wanted.count != request.employeeIDs.count { problems.add("employeeIDs", "contracts.employees-twice") }
        let found = try await transaction.employees(wanted, of: enterprise)
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        if found.count != wanted.count { problems.add("employeeIDs", "contracts.employee-unknown") }
        return wanted.compactMap { byID[$0] }
    }

    /// Merges common, own and proven values for each employee and checks what was typed.
    private func merge(
        _ request: DraftContracts,
        template: Template,
        employees: [KnownEmployee],
        problems: inout FieldProblems
    ) throws -> [[String: String]] {
        let json = try keys.open(request.values, context: SealContext.fieldValues)
        guard let typed = try? JSONDecoder().decode(DraftValues.self, from: Data(json.utf8)) else {
            throw Refusal("messaging.malformed", .malformed)
        }
        let controls = template.initiatorControls.map(FieldView.init)
        guard !employees.isEmpty else {
            checkCommon(typed, of: controls, problems: &problems)
            return []
        }
        let owners = Set(employees.map(\.id.description))
        for id in typed.perEmployee.keys where !owners.contains(id.lowercased()) {
            problems.add("perEmployee.\(id)", "contracts.employee-unknown")
        }
        let perEmployee = Dictionary(typed.perEmployee.map { ($0.lowercased(), $1) }) { first, _ in first }
        return employees.map { employee in
            let own = perEmployee[employee.id.description] ?? [:]
            let merged = typed.fields.merging(own) { _, own in own }
            // What one employee's contract lacks is told at that employee, unless nothing was given per employee.
            let prefix = own.isEmpty ? "fields." : "perEmployee.\(employee.id)."
            FieldCheck.check(
                merged,
                of: controls,
                prefix: prefix,
                today: now(),
                into: &problems
            )
            FieldValues.checkTerm(merged, prefix: prefix, into: &problems)
            return merged
        }
    }

    /// Checks the values for all while it is not known for whom; what is missing may be meant to be given for each.
    private func checkCommon(_ typed: DraftValues, of controls: [FieldView], problems: inout FieldProblems) {
        let asked = controls.filter { typed.perEmployee.isEmpty || typed.fields[$0.key] != nil }
        FieldCheck.check(typed.fields, of: asked, prefix: "fields.", today: now(), into: &problems)
        FieldValues.checkTerm(typed.fields, prefix: "fields.", into: &problems)
    }
}

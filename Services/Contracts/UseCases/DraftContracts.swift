import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension ContractsService {
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
        let name = ContractName.check(request.name, into: &problems)
        let employees = try await chosenEmployees(request, of: enterpriseID, in: transaction, problems: &problems)
        guard let template = try await transaction.template(request.templateID), template.isOpen else {
            // Without a template nobody knows which values it takes.
            problems.add("templateID", "contracts.template-unknown")
            throw Refusal.invalid("contracts.input", fields: problems.fields)
        }
        let values = try merge(request, template: template, employees: employees, problems: &problems)
        try problems.check("contracts.input")

        let numbers = try await transaction.nextContractNumbers(employees.count, now: now())
        let contracts = try zip(zip(employees, values), numbers).map { drafted, number in
            Contract(
                draft: name,
                number: number,
                template: (template.id, template.version),
                enterpriseID: enterpriseID,
                enterprise: enterprise,
                handler: try caller.requireAccount(),
                employee: drafted.0,
                ordered: request.ordered,
                values: try keys.seal(drafted.1),
                now: now()
            )
        }
        try await transaction.insert(contracts)
        return DraftContracts.Reply(contracts: contracts.map(DraftedContract.init))
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
        guard request.employeeIDs.count <= DraftContracts.mostAtOnce else {
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
    ) throws -> [FieldValues] {
        guard let typed = try? keys.open(request.values) else { throw Refusal("messaging.malformed", .malformed) }
        let form = Form(fields: template.initiatorControls.map(FormField.init))
        guard !employees.isEmpty else {
            checkCommon(typed, of: form, problems: &problems)
            return []
        }
        let owners = Set(employees.map(\.id.description))
        for id in typed.perEmployee.keys where !owners.contains(id.lowercased()) {
            problems.add("perEmployee.\(id)", "contracts.employee-unknown")
        }
        let perEmployee = Dictionary(typed.perEmployee.map { ($0.lowercased(), $1) }) { first, _ in first }
        return employees.map { employee in
            let own = perEmployee[employee.id.description]?.texts ?? [:]
            let merged = FieldValues(texts: typed.fields.texts.merging(own) { _, own in own })
            // What one employee's contract lacks is told at that employee, unless nothing was given per employee.
            let prefix = own.isEmpty ? "fields." : "perEmployee.\(employee.id)."
            form.check(merged, prefix: prefix, today: now(), into: &problems)
            ContractFields.checkTerm(merged, prefix: prefix, into: &problems)
            return form.kept(merged)
        }
    }

    /// Checks the values for all while it is not known for whom; what is missing may be meant to be given for each.
    private func checkCommon(_ typed: DraftValues, of form: Form, problems: inout FieldProblems) {
        let asked = form.fields.filter { typed.perEmployee.isEmpty || typed.fields.texts[$0.key] != nil }
        Form(fields: asked).check(typed.fields, prefix: "fields.", today: now(), into: &problems)
        ContractFields.checkTerm(typed.fields, prefix: "fields.", into: &problems)
    }
}

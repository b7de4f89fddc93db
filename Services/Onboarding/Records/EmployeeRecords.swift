import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

extension Transaction {
    /// Takes a person on; false when they work for the enterprise already.
    func insert(_ joined: EmployeeJoined, phoneIndex: Data) async throws -> Bool {
        try await insert(
            into: "employees",
            [
                "id": "\(joined.employeeID)", "enterprise_id": "\(joined.enterpriseID)",
                "account_id": "\(joined.accountID)", "person_id": "\(joined.personID)", "name": "\(joined.name)",
                "sex": "\(joined.sex)", "id_number": "\(joined.idNumber)",
                "id_number_masked": "\(joined.idNumberMasked)", "phone": "\(joined.phone)",
                "phone_index": "\(phoneIndex)", "phone_masked": "\(joined.phoneMasked)", "address": "\(joined.address)",
                "department_id": "\(joined.departmentID)", "status": "\(EmployeeStatus.active)",
                "joined_at": "\(joined.joinedAt)",
            ],
            "ON CONFLICT DO NOTHING"
        ) == 1
    }

    /// One employee more than the page has, newest first.
    func employees(of enterprise: EnterpriseID, _ filter: ListEmployees) async throws -> [EmployeeItem] {
        let wanted = filter.page.count + 1
        let asked = SQL.all([
            "e.enterprise_id = \(enterprise)",
            filter.status.map { "e.status = \($0)" },
            filter.phoneIndex.map { "e.phone_index = \(Data(hex: $0))" },
            filter.phoneTail.map { "e.phone_tail = \($0.replacing("\0", with: "\u{FFFD}"))" },
            filter.departmentID.map { "e.department_id = \($0)" },
            filter.isUnassigned == true ? "e.department_id IS NULL" : nil,
            try filter.page.before(in: ListEmployees.self).map { "e.id < \($0)" },
        ])
        guard let name = SearchedText(filter.name) else { return try await employees(asked, wanted) }
        let named = SQL.all([asked, name.isWithin("e.name")])
        // What is found often is found among the newest; only what is rare among them is worth asking the ends of names.
        let edge = try await one(
            "SELECT e.id FROM employees AS e WHERE \(asked) ORDER BY e.id DESC OFFSET 999 LIMIT 1"
        )
        guard let edge: EmployeeID = try edge?.get("id") else { return try await employees(named, wanted) }
        let near = try await employees("\(named) AND e.id >= \(edge)", wanted)
        guard near.count < wanted else { return near }
        let ending: SQL = """
            (
                SELECT * FROM employees WHERE id = ANY(ARRAY(
                    SELECT employee_id FROM employee_terms WHERE enterprise_id = \(enterprise) AND \(name.begins("term"))
                ))
                -- Kept apart: few are found, and the order of the list would be asked for all that are not.
                OFFSET 0
            )
            """
        return try await near + employees("\(named) AND e.id < \(edge)", wanted - near.count, from: ending)
    }

    private func employees(
        _ condition: SQL,
        _ count: Int,
        from table: SQL = "employees"
    ) async throws -> [EmployeeItem] {
        try await query(
            """
            SELECT e.id, e.name, e.phone_masked, e.id_number_masked, e.department_id, d.name AS department_name,
                   e.status, e.joined_at
            FROM (SELECT * FROM \(table) AS e WHERE \(condition) ORDER BY e.id DESC LIMIT \(count)) AS e
            LEFT JOIN departments AS d ON d.id = e.department_id
            ORDER BY e.id DESC
            """
        ).map { row in
            EmployeeItem(
                id: try row.get("id"),
                name: try row.get("name"),
                phoneMasked: try row.get("phone_masked"),
                idNumberMasked: try row.get("id_number_masked"),
                departmentID: try row.get("department_id"),
                departmentName: try row.get("department_name"),
                status: try row.get("status"),
                joinedAt: try row.get("joined_at")
            )
        }
    }

    func departments(of enterprise: EnterpriseID, _ counts: RosterCounts) async throws -> [DepartmentView] {
        try await query(
            """
            SELECT id, name, parent_id
            FROM departments
            WHERE enterprise_id = \(enterprise)
            ORDER BY created_at
            """
        ).map { row in
            let id: DepartmentID = try row.get("id")
            return DepartmentView(
                id: id,
                name: try row.get("name"),
                parentID: try row.get("parent_id"),
                employees: counts.employees(in: id)
            )
        }
    }

    /// Adds a department; false when its parent has one of that name already.
    func insertDepartment(
        _ id: DepartmentID,
        of enterprise: EnterpriseID,
        name: String,
        parent: DepartmentID?,
        now: Date
    ) async throws -> Bool {
        try await insert(
            into: "departments",
            [
                "id": "\(id)", "enterprise_id": "\(enterprise)", "parent_id": "\(parent)", "name": "\(name)",
                "created_at": "\(now)",
            ],
            "ON CONFLICT DO NOTHING"
        ) == 1
    }

    func departmentName(_ id: DepartmentID, of enterprise: EnterpriseID) async throws -> String? {
        try await one("SELECT name FROM departments WHERE id = \(id) AND enterprise_id = \(enterprise)")?.get("name")
    }
}

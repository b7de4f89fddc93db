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

    func employees(of enterprise: EnterpriseID, _ filter: ListEmployees) async throws -> [EmployeeItem] {
        let phoneIndex = filter.phoneIndex.flatMap { Data(hex: $0) }
        let name = filter.name.map { "%\($0.escapedForLike)%" }
        let before = try filter.page.before(in: ListEmployees.self)
        let tail = filter.phoneTail.map { "%\($0.escapedForLike)" }
        return try await query(
            """
            SELECT e.id, e.name, e.phone_masked, e.id_number_masked, e.department_id, d.name AS department_name,
                   e.status, e.joined_at
            FROM employees AS e
            LEFT JOIN departments AS d ON d.id = e.department_id
            WHERE e.enterprise_id = \(enterprise)
              AND (\(filter.status)::text IS NULL OR e.status = \(filter.status))
              AND (\(name)::text IS NULL OR e.name LIKE \(name))
              AND (\(phoneIndex)::bytea IS NULL OR e.phone_index = \(phoneIndex))
              AND (\(tail)::text IS NULL OR e.phone_masked LIKE \(tail))
              AND (\(filter.departmentID)::uuid IS NULL OR e.department_id = \(filter.departmentID))
              AND (NOT \(filter.isUnassigned ?? false)::boolean OR e.department_id IS NULL)
              AND (\(before)::uuid IS NULL OR e.id < \(before))
            ORDER BY e.id DESC
            LIMIT \(filter.page.count + 1)
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

    func departments(of enterprise: EnterpriseID) async throws -> [DepartmentView] {
        try await query(
            """
            SELECT d.id, d.name, d.parent_id,
                   (SELECT count(*) FROM employees AS e WHERE e.department_id = d.id AND e.status <> 'left') AS n
            FROM departments AS d
            WHERE d.enterprise_id = \(enterprise)
            ORDER BY d.created_at
            """
        ).map { row in
            DepartmentView(
                id: try row.get("id"),
                name: try row.get("name"),
                parentID: try row.get("parent_id"),
                employees: try row.get("n")
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

    func summary(of enterprise: EnterpriseID, halfYearAgo: Date) async throws -> GetOnboardingSummary.Reply {
        let row = try await one(
            """
            SELECT
                (SELECT count(*) FROM submissions
                 WHERE enterprise_id = \(enterprise) AND status = 'pending-review') AS pending,
                (SELECT count(*) FROM submissions WHERE enterprise_id = \(enterprise)) AS submissions,
                (SELECT count(*) FROM employees
                 WHERE enterprise_id = \(enterprise) AND status <> 'left' AND department_id IS NULL) AS unassigned,
                (SELECT count(*) FROM employees WHERE enterprise_id = \(enterprise) AND status <> 'left') AS employees,
                (SELECT count(*) FROM employees
                 WHERE enterprise_id = \(enterprise) AND joined_at > \(halfYearAgo)) AS joined
            """
        )
        guard let row else { throw RecordMissing(what: "summary") }
        return GetOnboardingSummary.Reply(
            pendingReview: try row.get("pending"),
            unassigned: try row.get("unassigned"),
            employees: try row.get("employees"),
            joinedHalfYear: try row.get("joined"),
            submissions: try row.get("submissions")
        )
    }
}

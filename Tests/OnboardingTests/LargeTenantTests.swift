import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

/// An employer with very many employees, submissions and invitations.
@Suite(.serialized) struct `A large roster` {
    private static let page = PageRequest(limit: 20)
    // Departments are few.
    private static let tables = ["employees", "submissions", "invitations", "employee_terms"]

    @Test func `has lists that read no more than they show`() async throws {
        let world = try await World()
        let person = FictionalPerson("测试甲")
        let department = try await world.addDepartment("研发部")
        let small = try await world.addDepartment("一组")
        let submission = try await world.submission(of: person)
        let employee = try await world.approve(submission, into: department.id)
        try await Self.fill(world, employee, submission, small.id)
        let scope = RowScope(enterpriseID: world.enterprise, accountID: world.employer.accountID)
        let index = person.phoneIndex(world.bench.keys)

        for (what, request, count) in [
            ("all", ListEmployees(page: Self.page), 21),
            ("who works there", ListEmployees(status: .active, page: Self.page), 21),
            ("who leaves", ListEmployees(status: .leaving, page: Self.page), 0),
            ("a department", ListEmployees(departmentID: department.id, page: Self.page), 21),
            ("a small department", ListEmployees(departmentID: small.id, page: Self.page), 10),
            ("who left a department", ListEmployees(status: .left, departmentID: department.id, page: Self.page), 0),
            ("no department", ListEmployees(isUnassigned: true, page: Self.page), 0),
            ("a name of many", ListEmployees(name: "示例", page: Self.page), 21),
            ("a name of one", ListEmployees(name: "77777", page: Self.page), 1),
            ("a name of nobody", ListEmployees(name: "无此人", page: Self.page), 0),
            ("a name elsewhere", ListEmployees(name: "77777", departmentID: small.id, page: Self.page), 0),
            ("a phone", ListEmployees(phoneIndex: index, page: Self.page), 1),
            ("the end of a phone", ListEmployees(phoneTail: "9999", page: Self.page), 10),
            ("the end of no phone", ListEmployees(phoneTail: "abcd", page: Self.page), 0),
        ] {
            try await Self.expectBounded(world, scope, what) { transaction, cursor in
                var request = request
                request.page.cursor = cursor
                let found = try await transaction.employees(of: world.enterprise, request)
                #expect(found.count == count, "\(what)")
                return Page(cutting: found, to: request) { $0.id }.next
            }
        }
        for (status, count) in [(nil, 21), (.approved, 21), (.pendingReview, 21), (.rejected, 0)]
            as [(SubmissionStatus?, Int)]
        {
            try await Self.expectBounded(world, scope, "submissions \(status?.rawValue ?? "")") { transaction, cursor in
                let request = ListSubmissions(status: status, page: PageRequest(cursor: cursor, limit: 20))
                let found = try await transaction.submissions(
                    enterprise: world.enterprise,
                    account: nil,
                    status: status,
                    page: request.page
                )
                #expect(found.count == count)
                return Page(cutting: found, to: request) { $0.id }.next
            }
        }
        try await Self.expectBounded(world, scope, "invitations") { transaction, cursor in
            let request = ListInvitations(page: PageRequest(cursor: cursor, limit: 20))
            let now = world.clock.now
            let found = try await transaction.invitations(of: world.enterprise, page: request.page, now: now)
            #expect(found.count == 21)
            _ = try await transaction.invitationsLastDay(of: world.enterprise, phoneIndex: Data([1]), now: now)
            return Page(cutting: found, to: request) { $0.id }.next
        }
        try await world.bench.database.withTransaction { transaction in
            while try await transaction.foldChanges() > 0 {}
        }
        try await Self.expectBounded(world, scope, "counts") { transaction, _ in
            let counts = try await transaction.rosterCounts(of: world.enterprise)
            let departments = try await transaction.departments(of: world.enterprise, counts)
            #expect(departments.map(\.employees) == [99_991, 10])
            #expect(counts.employees == 100_001)
            #expect(counts.submissions(.pendingReview) == 50_000)
            return nil
        }
    }

    @Test func `is counted the same before and after its changes were added up`() async throws {
        let world = try await World()
        let department = try await world.addDepartment("研发部")
        let one = try await world.approve(world.submission(of: FictionalPerson()), into: department.id)
        _ = try await world.approve(world.submission(of: FictionalPerson("测试丁")))
        try await world.reject(world.submission(of: FictionalPerson("测试戊")), reason: "照片不清楚")
        for step in 1...2 {
            if step == 2 {
                try await world.bench.admin.execute("UPDATE employees SET status = 'left' WHERE id = \(one)")
            }
            for _ in 1...2 {
                let found = try await world.bench.ask(
                    GetOnboardingSummary(),
                    as: world.employer,
                    use: world.service.summarize
                )
                #expect(found.employees == 3 - step && found.joinedHalfYear == 2 && found.unassigned == 1)
                #expect(found.submissions == 3 && found.pendingReview == 0)
                try await world.bench.database.withTransaction { _ = try await $0.foldChanges() }
            }
        }
    }

    private static func expectBounded(
        _ world: World,
        _ scope: RowScope,
        _ what: String,
        _ page: (Transaction, String?) async throws -> String?
    ) async throws {
        var cursor: String?
        for part in 1...2 where part == 1 || cursor != nil {
            let reads = try await world.bench.reads(of: tables, as: scope) { cursor = try await page($0, cursor) }
            #expect(reads.isBounded, "\(what), part \(part): \(reads)")
        }
    }

    private static func fill(
        _ world: World,
        _ employee: EmployeeID,
        _ submission: SubmissionID,
        _ small: DepartmentID
    ) async throws {
        try await world.bench.multiply(
            "employees",
            where: "id = \(employee)",
            changes: """
                'person_id', gen_random_uuid(), 'name', CASE WHEN n = 77777 THEN '第77777号' ELSE '示例' END,
                'phone_index', decode(lpad(to_hex(n), 8, '0'), 'hex'), 'phone_masked', '139****' || lpad((n % 10000)::text, 4, '0'),
                'department_id', CASE WHEN n <= 10 THEN \(small)::uuid ELSE r.department_id END
                """
        )
        try await world.bench.multiply(
            "invitations",
            where: "enterprise_id = \(world.enterprise)",
            changes: """
                'code_hash', decode(md5(r.id::text || n), 'hex'), 'created_at', r.created_at - n * interval '10 minutes'
                """
        )
        try await world.bench.multiply(
            "submissions",
            where: "enterprise_id = \(world.enterprise)",
            changes: """
                'invitation_id', md5(r.invitation_id::text || n)::uuid, 'status', CASE n % 2 WHEN 0 THEN 'approved' ELSE 'pending-review' END,
                'reviewed_at', CASE n % 2 WHEN 0 THEN r.reviewed_at END
                """
        )
        // What triggers would have kept.
        try await world.bench.admin.execute(
            """
            INSERT INTO roster_changes (enterprise_id, what, n)
            SELECT enterprise_id, what, count(*)
            FROM employees, unnest(counts_of(joined_at, department_id, status)) AS what
            WHERE enterprise_id = \(world.enterprise) AND id <> \(employee) GROUP BY enterprise_id, what
            UNION ALL
            SELECT enterprise_id, 'submission ' || status, count(*)
            FROM submissions WHERE enterprise_id = \(world.enterprise) AND id <> \(submission) GROUP BY 1, 2
            """
        )
        try await world.bench.admin.execute(
            """
            INSERT INTO employee_terms
            SELECT enterprise_id, term, id FROM employees, ends_of(name) AS term
            WHERE enterprise_id = \(world.enterprise)
            ON CONFLICT DO NOTHING
            """
        )
        for table in ["employee_terms", "departments"] {
            try await world.bench.admin.execute("ANALYZE \(identifier: table)")
        }
    }
}

import JourneyDriver

/// An employer with as many rows as years of work leave, copied from what a few people did through the interface.
struct GrownTenant {
    let employer: Employer
    let database: DatabaseWindow
    /// Where the numbers of its contracts begin, which no other tenant has.
    let firstNumber: Int

    /// A verified employer with three departments, two employees and a launched contract of each.
    static func make(
        _ platform: Platform,
        _ cast: Cast,
        _ database: DatabaseWindow,
        firstNumber: Int
    ) async throws -> (tenant: GrownTenant, phone: String) {
        let employer = try await platform.verifiedEmployer(cast.enterprise(), by: cast.person())
        for name in ["研发部", "生产部", "销售部"] {
            try await employer.command(.post, "departments", ["name": .string(name)]).require(201)
        }
        let template = try await employer.publicTemplate()
        var phone = ""
        for _ in 1...2 {
            let person = cast.person()
            phone = person.phone
            let employee = try await platform.employee(person, of: employer)
            for draft in try await employer.draft(template, for: [employee.id]) { try await employer.launch(draft.id) }
        }
        return (GrownTenant(employer: employer, database: database, firstNumber: firstNumber), phone)
    }

    /// Copies rows until there are so many, with all that triggers would have kept of them.
    func grow(contracts: Int, employees: Int) async throws {
        async let roster: Void = growRoster(employees)
        async let rest: Void = growLogs(contracts)
        try await growContracts(contracts)
        _ = try await (roster, rest)
    }

    private var id: String { "'\(employer.enterpriseID)'::uuid" }

    /// Launched evenly through the last 140 days.
    ///
    /// Of ten, one is withdrawn, two are completed, three wait for the employee
    /// and four for the enterprise; one in the middle has a name of its own.
    private func growContracts(_ count: Int) async throws {
        try await copy(
            "contracts.contracts",
            where: "enterprise_id = \(id)",
            times: count - 2,
            changes: [
                "number": "'HT-2026-' || (\(firstNumber) + n)",
                "name": "CASE WHEN n = \(count / 2) THEN '第七七七号' ELSE r.name END",
                "document_id": "gen_random_uuid()",
                "employee_id": "md5('employee' || n)::uuid",
                "employee_account_id": "md5(r.id::text || 'account' || n)::uuid",
                "ordered": "true",
                "status": """
                CASE n % 10 WHEN 0 THEN 'withdrawn' WHEN 1 THEN 'completed' WHEN 2 THEN 'completed' ELSE 'signing' END
                """,
                "employee_status": "CASE WHEN n % 10 IN (3, 4, 5) THEN 'waiting' ELSE 'signed' END",
                "enterprise_status": "CASE WHEN n % 10 IN (1, 2) THEN 'signed' ELSE 'waiting' END",
                "launched_at": "r.launched_at - n * interval '140 days' / \(count)",
                "completed_at": """
                CASE WHEN n % 10 IN (1, 2) THEN r.launched_at - n * interval '140 days' / \(count) + interval '3 hours' END
                """,
            ]
        )
        let copies = "c.enterprise_id = \(id) AND \(Self.isCopy("c"))"
        try await alter(
            """
            INSERT INTO contracts.parties (contract_id, role, name, status, signed_at, position)
            SELECT c.id, p.role, p.name, p.status, CASE p.status WHEN 'signed' THEN c.launched_at END, p.position
            FROM contracts.contracts AS c
            CROSS JOIN LATERAL (
                VALUES ('employee', c.employee_name, c.employee_status, 1),
                    ('enterprise', c.enterprise_name, c.enterprise_status, 2)
            ) AS p (role, name, status, position)
            WHERE \(copies)
            """
        )
        try await alter(
            """
            INSERT INTO contracts.contract_changes (owner_id, state, contracts, seconds)
            SELECT c.enterprise_id, c.state, count(*),
                coalesce(sum(extract(epoch FROM c.completed_at - c.launched_at)), 0)
            FROM contracts.contracts AS c WHERE \(copies) GROUP BY c.enterprise_id, c.state
            """
        )
        // Rows first and their index after them, which is several times quicker.
        try await alter("ALTER TABLE contracts.contract_terms DROP CONSTRAINT contract_terms_pkey")
        try await alter(
            """
            INSERT INTO contracts.contract_terms (enterprise_id, term, contract_id)
            SELECT c.enterprise_id, end_of.term, c.id
            FROM contracts.contracts AS c
            CROSS JOIN LATERAL (
                SELECT DISTINCT term FROM contracts.ends_of(c.name, c.number, c.employee_name) AS term
            ) AS end_of
            WHERE \(copies)
            """
        )
        try await alter("ALTER TABLE contracts.contract_terms ADD PRIMARY KEY (enterprise_id, term, contract_id)")
    }

    /// As many employees and submissions; of those, half still wait.
    ///
    /// A quarter of the employees is in no department.
    private func growRoster(_ count: Int) async throws {
        try await copy(
            "onboarding.employees",
            where: "enterprise_id = \(id)",
            times: count - 2,
            changes: [
                "account_id": "md5(r.id::text || 'account' || n)::uuid",
                "person_id": "md5(r.id::text || 'person' || n)::uuid",
                "name": "CASE WHEN n = \(count / 2) THEN '第七七七' ELSE '示例' || chr(19968 + n % 3000) END",
                "phone_index": "decode(md5(r.id::text || n), 'hex')",
                "phone_masked": "'139****' || lpad((n % 10000)::text, 4, '0')",
                "department_id": """
                (ARRAY(SELECT id FROM onboarding.departments WHERE enterprise_id = \(id)))[1 + n % 4]
                """,
                "joined_at": "r.joined_at - n * interval '140 days' / \(count)",
            ]
        )
        try await copy(
            "onboarding.submissions",
            where: "enterprise_id = \(id)",
            times: count - 2,
            changes: [
                "invitation_id": "md5(r.invitation_id::text || n)::uuid",
                "status": "CASE n % 2 WHEN 0 THEN 'approved' ELSE 'pending-review' END",
                "reviewed_at": "CASE n % 2 WHEN 0 THEN r.reviewed_at END",
            ]
        )
        try await alter(
            """
            INSERT INTO onboarding.roster_changes (enterprise_id, what, n)
            SELECT e.enterprise_id, what, count(*)
            FROM onboarding.employees AS e, unnest(onboarding.counts_of(e.joined_at, e.department_id, e.status)) AS what
            WHERE e.enterprise_id = \(id) AND \(Self.isCopy("e")) GROUP BY 1, 2
            UNION ALL
            SELECT s.enterprise_id, 'submission ' || s.status, count(*)
            FROM onboarding.submissions AS s
            WHERE s.enterprise_id = \(id) AND \(Self.isCopy("s")) GROUP BY 1, 2
            """
        )
        try await alter(
            """
            INSERT INTO onboarding.employee_terms
            SELECT e.enterprise_id, term, e.id FROM onboarding.employees AS e, onboarding.ends_of(e.name) AS term
            WHERE e.enterprise_id = \(id)
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// An entry of the operation log and a message for each contract.
    private func growLogs(_ count: Int) async throws {
        try await copy(
            "identity.operation_log",
            where: "enterprise_id = \(id) AND type = 'contracts.launched.v1'",
            times: count,
            changes: ["occurred_at": "r.occurred_at - n * interval '140 days' / \(count)"]
        )
        try await copy(
            "notifier.notices",
            where:
                "channel = 'in-app' AND account_id = (SELECT handler_account_id FROM contracts.enterprises WHERE id = \(id))",
            times: count,
            changes: ["created_at": "r.created_at - n * interval '140 days' / \(count)"]
        )
    }

    /// Identifiers of copies are of version 3, those of the program of version 7.
    private static func isCopy(_ row: String) -> String { "substr(\(row).id::text, 15, 1) = '3'" }

    /// Copies one row; `changes` are expressions by column, in which `n` counts the copies from 1 on and `r` is the row.
    private func copy(_ table: String, where row: String, times: Int, changes: [String: String]) async throws {
        let parts = table.split(separator: ".")
        let columns = try await database.run(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = '\(parts[0])' AND table_name = '\(parts[1])' AND is_generated = 'NEVER'
            """
        )
        guard try await database.run("SELECT count(*) FROM \(table) WHERE \(row)") != ["0"] else {
            throw BenchmarkProblem("\(table) has no row to copy")
        }
        var values = changes
        values["id"] = "overlay(md5(r.id::text || n) PLACING '3' FROM 13)::uuid"
        try await alter(
            """
            INSERT INTO \(table) (\(columns.map { "\"\($0)\"" }.joined(separator: ", ")))
            SELECT \(columns.map { values[$0] ?? "r.\"\($0)\"" }.joined(separator: ", "))
            FROM (SELECT * FROM \(table) WHERE \(row) ORDER BY id LIMIT 1) AS r, generate_series(1, \(times)) AS n
            """
        )
    }

    /// Without triggers, whose work is done for all rows at once.
    private func alter(_ statement: String) async throws {
        try await database.run(
            """
            SET session_replication_role = replica; SET statement_timeout = 0; SET synchronous_commit = off;
            SET maintenance_work_mem = '256MB'; \(statement)
            """
        )
    }
}

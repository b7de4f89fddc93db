import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Contracts

/// An employer with very many contracts, among them some in every state.
@Suite(.serialized) struct `A large employer` {
    private static let tables = ["contracts", "parties", "contract_terms"]

    @Test func `has lists and counts that read no more than they show`() async throws {
        let world = try await World()
        let sample = try await world.launched(FictionalPerson())
        try await Self.multiply(sample, in: world)
        let side = ActingSide.enterprise(world.enterprise)
        let scope = RowScope(enterpriseID: world.enterprise, accountID: world.handler.accountID)
        let start = world.clock.now

        for (what, request, count) in [
            ("all", ListContracts(box: .all, page: Self.page), 21),
            ("mine", ListContracts(box: .mine, page: Self.page), 21),
            // All of those being signed wait for the enterprise.
            ("others", ListContracts(box: .others, page: Self.page), 1),
            ("completed", ListContracts(box: .completed, page: Self.page), 21),
            ("an old name", ListContracts(box: .all, text: "旧合同", page: Self.page), 21),
            ("a rare name", ListContracts(box: .all, text: "第77777号", page: Self.page), 1),
            ("a rare name elsewhere", ListContracts(box: .completed, text: "第77777号", page: Self.page), 0),
            ("no name", ListContracts(box: .all, text: "无此合同", page: Self.page), 0),
            ("no name in a box", ListContracts(box: .mine, text: "无此合同", page: Self.page), 0),
            ("long ago", ListContracts(box: .all, to: start.addingTimeInterval(-90_000 * 60), page: Self.page), 21),
            (
                "in one minute",
                ListContracts(box: .mine, from: start, to: start.addingTimeInterval(60), page: Self.page), 0
            ),
        ] {
            var cursor: String?
            for part in 1...2 where part == 1 || cursor != nil {
                var request = request
                request.page.cursor = cursor
                let reads = try await world.bench.reads(of: Self.tables, as: scope) { transaction in
                    let found = try await transaction.contracts(of: side, request)
                    #expect(found.count == count, "\(what)")
                    cursor = Page(cutting: found, to: request, item: \.item, at: \.place).next
                }
                #expect(reads.isBounded, "\(what), part \(part): \(reads)")
            }
        }
        // Very many hold this, and none of the newest: the only search that reads more the longer ago it was.
        for box in [ContractBox.all, .completed] {
            let request = ListContracts(box: box, text: "去年", page: Self.page)
            let found = try await world.bench.database.withTransaction(readOnly: true, context: scope.settings) {
                try await $0.contracts(of: side, request)
            }
            let truth = try await world.bench.admin.query(
                """
                SELECT id FROM contracts
                WHERE enterprise_id = \(world.enterprise) AND name = '去年的合同'
                    AND (\(box == .all) OR status = 'completed')
                ORDER BY listed_at DESC, id DESC LIMIT 21
                """
            )
            #expect(try found.map(\.item.id) == truth.map { try $0.get("id") })
        }
        let launch = try await world.bench.admin.query(
            "SELECT id FROM contracts WHERE enterprise_id = \(world.enterprise) ORDER BY number LIMIT 200"
        ).map { try $0.get("id", as: ContractID.self) }
        let several = try await world.bench.reads(of: Self.tables, as: scope) { transaction in
            let found = try await transaction.contracts(of: side, among: launch)
            #expect(Set(found.map(\.id)) == Set(launch) && found.count == 200)
        }
        #expect(several.isBounded, "several: \(several)")
        try await world.bench.database.withTransaction(context: RowScope.system.settings) { transaction in
            while try await transaction.foldChanges() > 0 {}
        }
        let reads = try await world.bench.reads(of: Self.tables, as: scope) { transaction in
            let counts = try await transaction.counts(of: side)
            let hours = try await transaction.averageSigningHours(of: side)
            let truth = try await Self.counted(world)
            #expect(counts == truth && hours == 3)
        }
        #expect(reads.wholeTables == 0 && reads.rows == 0, "counts: \(reads)")
    }

    @Test func `is counted the same before and after its changes were added up`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let id = try await world.launched(person, ordered: true)
        _ = try await world.launched(FictionalPerson(), ordered: false)
        _ = try await world.drafted(FictionalPerson())
        for step in 0..<3 {
            if step == 1 { try await world.sign(id, .employee, revision: 1) }
            if step == 2 { try await world.complete(id, world.sign(id, .enterprise, revision: 2)) }
            for _ in 1...2 {
                let counts = try await world.list().counts
                #expect(try await counts == Self.counted(world))
                #expect(try await world.list(as: worker).counts.all == 1)
                try await world.bench.database.withTransaction { _ = try await $0.foldChanges() }
            }
        }
        #expect(try await world.list(as: worker).counts == BoxCounts(mine: 0, others: 0, completed: 1, all: 1))
    }

    private static let page = PageRequest(limit: 20)

    /// Copies of one contract, launched a minute before one another: of ten, seven wait for the enterprise, two are
    /// completed, one is withdrawn; the older half has another name, and so have the oldest hundred.
    private static func multiply(_ sample: ContractID, in world: World) async throws {
        try await world.bench.multiply(
            "contracts",
            where: "id = \(sample)",
            changes: """
                'number', 'L' || n, 'document_id', gen_random_uuid(), 'placed', '[]'::jsonb,
                'name', CASE WHEN n = 77777 THEN '第77777号' WHEN n > 99900 THEN '旧合同' WHEN n > 50000 THEN '去年的合同'
                    ELSE '合同' END,
                'status', CASE n % 10 WHEN 0 THEN 'withdrawn' WHEN 1 THEN 'completed' WHEN 2 THEN 'completed'
                    ELSE 'signing' END,
                'employee_status', 'signed', 'launched_at', r.launched_at - n * interval '1 minute',
                'completed_at', CASE WHEN n % 10 IN (1, 2)
                    THEN r.launched_at - n * interval '1 minute' + interval '3 hours' END
                """
        )
        // What triggers would have kept; the ends of numbers and people are left out.
        try await world.bench.admin.execute(
            """
            INSERT INTO contract_changes (owner_id, state, contracts, seconds)
            SELECT enterprise_id, state, count(*), coalesce(sum(extract(epoch FROM completed_at - launched_at)), 0)
            FROM contracts WHERE enterprise_id = \(world.enterprise) AND id <> \(sample)
            GROUP BY enterprise_id, state
            """
        )
        try await world.bench.admin.execute(
            """
            INSERT INTO contract_terms
            SELECT c.enterprise_id, term, c.id FROM contracts AS c, ends_of(c.name) AS term
            WHERE c.enterprise_id = \(world.enterprise)
            ON CONFLICT DO NOTHING
            """
        )
        try await world.bench.admin.execute(
            """
            INSERT INTO parties (contract_id, role, name, status, signed_at)
            SELECT c.id, p.role, p.name, CASE p.role WHEN 'employee' THEN c.employee_status ELSE 'waiting' END,
                CASE WHEN p.role = 'employee' AND c.employee_status = 'signed' THEN c.launched_at END
            FROM contracts AS c JOIN parties AS p ON p.contract_id = \(sample)
            WHERE c.enterprise_id = \(world.enterprise) AND c.id <> \(sample)
            """
        )
        for table in ["parties", "contract_terms"] {
            try await world.bench.admin.execute("ANALYZE \(identifier: table)")
        }
    }

    /// The truth, counted one by one.
    private static func counted(_ world: World) async throws -> BoxCounts {
        let row = try await world.bench.admin.one(
            """
            SELECT count(*) FILTER (WHERE c.status = 'signing' AND e.status = 'waiting'
                       AND (NOT c.ordered OR w.status <> 'waiting')) AS mine,
                   count(*) FILTER (WHERE c.status = 'signing'
                       AND NOT (e.status = 'waiting' AND (NOT c.ordered OR w.status <> 'waiting'))) AS others,
                   count(*) FILTER (WHERE c.status = 'completed') AS completed, count(*) AS every
            FROM contracts AS c
            JOIN parties AS e ON e.contract_id = c.id AND e.role = 'enterprise'
            JOIN parties AS w ON w.contract_id = c.id AND w.role = 'employee'
            WHERE c.enterprise_id = \(world.enterprise)
            """
        )
        let found = try #require(row)
        return BoxCounts(
            mine: try found.get("mine"),
            others: try found.get("others"),
            completed: try found.get("completed"),
            all: try found.get("every")
        )
    }
}

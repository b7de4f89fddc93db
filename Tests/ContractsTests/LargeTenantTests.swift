import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Contracts

/// An employer with very many contracts, among them some in every state.
struct `A large employer` {
    private static let contracts = 100_000
    /// As many as are made within the time of one statement.
    private static let slice = 10_000

    @Test func `has lists and counts that read no more than they show`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let sample = try await world.launched(person)
        try await Self.multiply(sample, in: world)
        let side = ActingSide.enterprise(world.enterprise)
        let scope = RowScope(enterpriseID: world.enterprise, accountID: world.handler.accountID)

        for box in ContractBox.allCases {
            var cursor: String?
            for _ in 1...2 {
                let request = ListContracts(box: box, page: PageRequest(cursor: cursor, limit: 20))
                let reads = try await Self.reads(world, scope) { transaction in
                    let found = try await transaction.contracts(of: side, request)
                    #expect(found.count == 21, "\(box)")
                    cursor = Page(cutting: found, to: request) { $0.id }.next
                }
                #expect(reads.inOrder == 0 && reads.rows < 1_000, "\(box): \(reads)")
            }
        }
        try await world.bench.database.withTransaction(context: RowScope.system.settings) { transaction in
            while try await transaction.foldChanges() > 0 {}
        }
        let reads = try await Self.reads(world, scope) { transaction in
            let counts = try await transaction.counts(of: side)
            let hours = try await transaction.averageSigningHours(of: side)
            let truth = try await Self.counted(world)
            #expect(counts == truth && hours == 3)
        }
        #expect(reads.inOrder == 0 && reads.rows == 0, "counts: \(reads)")
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

    /// Copies of one contract: of ten, four wait for the enterprise, three for the employee, two are completed, one is
    /// withdrawn.
    private static func multiply(_ sample: ContractID, in world: World) async throws {
        for start in stride(from: 0, to: contracts, by: slice) {
            try await world.bench.admin.execute(copies(of: sample, from: start + 1, to: start + slice))
        }
        try await world.bench.admin.execute(
            """
            INSERT INTO parties (contract_id, role, name, status, signed_at)
            SELECT c.id, p.role, p.name, CASE p.role WHEN 'employee' THEN c.employee_status ELSE 'waiting' END,
                CASE WHEN p.role = 'employee' AND c.employee_status = 'signed' THEN c.launched_at END
            FROM contracts AS c JOIN parties AS p ON p.contract_id = \(sample)
            WHERE c.enterprise_id = \(world.enterprise) AND c.id <> \(sample)
            """
        )
        try await world.bench.admin.execute("ANALYZE contracts")
        try await world.bench.admin.execute("ANALYZE parties")
    }

    private static func copies(of sample: ContractID, from first: Int, to last: Int) -> SQL {
        """
        INSERT INTO contracts
        SELECT copy.*
        FROM contracts AS c, generate_series(\(first)::integer, \(last)::integer) AS n,
            jsonb_populate_record(c, jsonb_build_object(
                'id', gen_random_uuid(), 'number', 'L-' || c.number || '-' || n, 'document_id', gen_random_uuid(),
                'placed', '[]'::jsonb,
                'status', CASE n % 10 WHEN 0 THEN 'withdrawn' WHEN 1 THEN 'completed' WHEN 2 THEN 'completed'
                    ELSE 'signing' END,
                'employee_status', CASE WHEN n % 10 BETWEEN 3 AND 5 THEN 'waiting' ELSE 'signed' END,
                'completed_at', CASE WHEN n % 10 IN (1, 2) THEN c.launched_at + interval '3 hours' END
            )) AS copy
        WHERE c.id = \(sample)
        """
    }

    /// What was read within a transaction: tables from end to end, and rows by their indexes.
    private static func reads(
        _ world: World,
        _ scope: RowScope,
        _ body: (Transaction) async throws -> Void
    ) async throws -> (inOrder: Int, rows: Int) {
        try await world.bench.database.withTransaction(readOnly: true, context: scope.settings) { transaction in
            let before = try await read(transaction)
            try await body(transaction)
            let after = try await read(transaction)
            return (after.inOrder - before.inOrder, after.rows - before.rows)
        }
    }

    /// By this connection so far; what earlier transactions read may not be taken off yet.
    private static func read(_ transaction: Transaction) async throws -> (inOrder: Int, rows: Int) {
        let row = try await transaction.one(
            """
            SELECT sum(seq_scan)::bigint AS scans, sum(idx_tup_fetch)::bigint AS rows
            FROM pg_stat_xact_user_tables WHERE relname IN ('contracts', 'parties')
            """
        )
        return (try #require(row).get("scans"), try #require(row).get("rows"))
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

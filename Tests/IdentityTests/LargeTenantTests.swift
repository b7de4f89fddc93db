import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Identity

/// An enterprise in which very much was done.
struct `A large operation log` {
    @Test func `is listed by any filter without reading it all`() async throws {
        let world = try await World()
        let (enterprise, account, other) = (EnterpriseID.new(), AccountID.new(), AccountID.new())
        let start = world.clock.now
        let operation = Operation(
            id: .new(),
            at: start,
            type: "contracts.launched.v1",
            subject: "a contract",
            accountID: account,
            trace: nil
        )
        try await world.bench.database.withTransaction { try await $0.log(operation, for: enterprise) }
        try await world.bench.multiply(
            "operation_log",
            where: "enterprise_id = \(enterprise)",
            changes: """
                'occurred_at', r.occurred_at - n * interval '1 minute',
                'type', CASE WHEN n % 2 = 0 THEN 'signing.signed.v1' ELSE r.type END,
                'account_id', CASE WHEN n = 50000 THEN \(other)::uuid ELSE r.account_id END
                """
        )
        let page = PageRequest(limit: 20)
        let (longAgo, tomorrow) = (start.addingTimeInterval(-90_000 * 60), start.addingTimeInterval(86_400))
        for (what, request, count) in [
            ("all", ListOperations(page: page), 21),
            ("a type", ListOperations(operation: "signing.signed.v1", page: page), 21),
            ("no type", ListOperations(operation: "signing.failed.v1", page: page), 0),
            ("an account", ListOperations(accountID: account, page: page), 21),
            ("another account", ListOperations(accountID: other, page: page), 1),
            (
                "a type by an account", ListOperations(operation: "signing.signed.v1", accountID: account, page: page),
                21
            ),
            (
                "no type by an account", ListOperations(operation: "signing.failed.v1", accountID: account, page: page),
                0
            ),
            ("long ago", ListOperations(to: longAgo, page: page), 21),
            ("from tomorrow", ListOperations(from: tomorrow, page: page), 0),
            ("long ago, no type", ListOperations(operation: "signing.failed.v1", to: longAgo, page: page), 0),
        ] {
            var cursor: String?
            for part in 1...2 where part == 1 || cursor != nil {
                var request = request
                request.page.cursor = cursor
                let scope = RowScope(enterpriseID: enterprise, accountID: account)
                let reads = try await world.bench.reads(of: ["operation_log"], as: scope) { transaction in
                    let found = try await transaction.operations(of: enterprise, request)
                    #expect(found.count == count, "\(what)")
                    cursor = Page(cutting: found, to: request) { $0.id }.next
                }
                #expect(reads.isBounded, "\(what), part \(part): \(reads)")
            }
        }
    }
}

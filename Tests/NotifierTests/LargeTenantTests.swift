import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Notifier

/// Somebody who has had very many messages and read none.
struct `A large inbox` {
    @Test func `is listed and counted without reading it all`() async throws {
        let world = try await World()
        let account = AccountID.new()
        let event = try world.turn(of: account)
        try await world.bench.tell(event, use: world.service.tellTurn)
        try await world.bench.multiply("notices", where: "account_id = \(account)", changes: "'title', '第' || n")
        let caller = Caller(accountID: account, side: .worker)
        var cursor: String?
        for part in 1...2 {
            let reads = try await world.bench.reads(of: ["notices"], as: RowScope(caller)) { transaction in
                let request = ListNotices(page: PageRequest(cursor: cursor, limit: 20))
                let found = try await world.service.listNotices(request, by: caller, in: transaction)
                #expect(found.page.items.count == 20 && found.unread == 1_000)
                cursor = found.page.next
            }
            #expect(cursor != nil)
            #expect(reads.isBounded, "part \(part): \(reads)")
        }
    }

    @Test func `is not read to find the texts that go`() async throws {
        let world = try await World()
        let account = AccountID.new()
        let event = try world.turn(of: account)
        try await world.bench.tell(event, use: world.service.tellTurn)
        // Older than texts become, and not as old as what stands here does.
        let past: SQL = "'created_at', r.created_at - interval '100 days'"
        try await world.bench.multiply("notices", where: "account_id = \(account)", changes: past)
        for rows in KeptRows.ofNotifier {
            let reads = try await world.bench.reads(of: ["notices"], as: .housekeeping) { transaction in
                let due = try await transaction.query(rows.due(TestClock().now, atMost: 1_000))
                #expect(due.isEmpty)
            }
            #expect(reads.isBounded, "\(reads)")
        }
    }
}

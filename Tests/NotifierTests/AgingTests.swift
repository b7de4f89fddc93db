import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Notifier

struct `A message that was told long ago` {
    @Test func `leaves the phone's list sooner than the inbox of its reader`() async throws {
        let world = try await World()
        let account = AccountID.new()
        let event = try world.turn(of: account)
        let person = FictionalPerson("测试丁")
        let text = try await world.codeNotice(to: person)
        try await world.bench.tell(event, use: world.service.tellTurn)
        let both: SQL = "id = \(text) OR account_id = \(account)"
        for (days, left) in [(89, 2), (2, 1), (640, 1), (2, 0)] {
            try await world.bench.age("notices", "created_at", days: days, where: both)
            try await world.bench.keepHouse(KeptRows.ofNotifier)
            #expect(try await world.bench.count("notices", where: both) == left, "\(days) days later")
        }
    }
}

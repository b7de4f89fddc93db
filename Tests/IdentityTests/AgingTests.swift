import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Identity

// One after the other: housekeeping makes partitions of tables too.
@Suite(.serialized) struct `Codes and sessions` {
    private let kept = KeptRows.ofIdentity(operationLogDays: 1096)

    @Test(arguments: [(6, 1), (8, 0)])
    func `leave no code behind after a week`(days: Int, left: Int) async throws {
        let world = try await World()
        let person = FictionalPerson()
        _ = try await world.code(for: person, .login)
        let index = try Data(index: person.phoneIndex(world.bench.keys))
        try await world.bench.age("codes", "created_at", days: days, where: "phone_index = \(index)")
        try await world.bench.keepHouse(kept)
        #expect(try await world.bench.count("codes", where: "phone_index = \(index)") == left)
    }

    @Test func `leave no session behind thirty days after its end, but the account and what it consented to`()
        async throws
    {
        let world = try await World()
        let worker = try await world.worker(FictionalPerson())
        let account = try #require(worker.caller.accountID)
        let own: SQL = "account_id = \(account)"
        try await world.bench.keepHouse(kept)
        #expect(try await world.bench.count("sessions", where: own) == 1)
        try await world.bench.age("sessions", "expires_at", days: 100, where: own)
        try await world.bench.keepHouse(kept)
        #expect(try await world.bench.count("sessions", where: own) == 0)
        #expect(try await world.bench.count("accounts", where: "id = \(account)") == 1)
        #expect(try await world.bench.count("consents", where: own) == World.agreements.count)
    }
}

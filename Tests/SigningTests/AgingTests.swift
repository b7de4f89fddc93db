import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Signing

struct `A willingness check of last month` {
    @Test func `is removed, and what it proved stays in the evidence`() async throws {
        let world = try await World()
        let contract = try await world.launched().contractID
        let used = try await world.willingness(contract, as: world.employee)
        _ = try await world.signAsEmployee(contract, used)
        let young = try await world.willingness(contract, as: world.employer)
        let evidence = try await world.bench.count("evidence", where: "contract_id = \(contract)")
        try await world.bench.age("willingness", "created_at", days: 31, where: "id = \(used.id)")
        try await world.bench.keepHouse(KeptRows.ofSigning)
        #expect(try await world.bench.count("willingness", where: "id = \(used.id)") == 0)
        #expect(try await world.bench.count("willingness", where: "id = \(young.id)") == 1)
        #expect(try await world.bench.count("evidence", where: "contract_id = \(contract)") == evidence)
    }
}

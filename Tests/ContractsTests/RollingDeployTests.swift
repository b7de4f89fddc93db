import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Contracts

/// A newer instance has written a status that this one does not know.
struct `In a rolling deploy, a contract` {
    @Test func `of a newer status is not overwritten and not shown as another`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        let document = try await world.sign(id, .employee, revision: 1)
        try await world.bench.writeNewerStatus(into: "contracts", where: "id = \(id)")
        for work in [
            { try await world.complete(id, document) },
            { try await world.sign(id, .enterprise, revision: 2) },
            { try await world.launch(id) },
            { _ = try await world.list() },
            { _ = try await world.get(id) },
            { _ = try await world.several([id]) },
        ] as [() async throws -> Void] {
            #expect(try await world.bench.leavesAlone("contracts", where: "id = \(id)", work))
        }
    }
}

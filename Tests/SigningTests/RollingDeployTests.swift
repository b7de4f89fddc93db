import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Signing

/// A newer instance has written a status that this one does not know.
struct `In a rolling deploy, a flow` {
    @Test func `of a newer status is not overwritten, and the evidence gets no entry`() async throws {
        let world = try await World()
        let launched = try await world.launched()
        let id = launched.contractID
        let willingness = try await world.willingness(id, as: world.employee)
        try await world.bench.writeNewerStatus(into: "flows", where: "contract_id = \(id)")
        let entries = try await world.chain(id).count
        for work in [
            { _ = try await world.signAsEmployee(id, willingness) },
            {
                let request = WithdrawContract(contractID: id)
                _ = try await world.bench.ask(request, as: world.employer, use: world.service.withdraw)
            },
            { try await world.bench.tell(world.viewed(launched), use: world.service.recordView) },
        ] as [() async throws -> Void] {
            #expect(try await world.bench.leavesAlone("flows", where: "contract_id = \(id)", work))
        }
        #expect(try await world.chain(id).count == entries)
    }
}

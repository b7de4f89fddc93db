import Identifiers
import Messages
import Postgres
import ServiceBench
import Testing

@testable import Signing

struct `An ordered contract` {
    @Test func `is signed in the order that was written down, whatever the roles are called`() async throws {
        let world = try await World()
        let contract = try await world.launched().contractID
        let early = try await refusal { try await world.willingness(contract, as: world.employer) }
        #expect(early?.code == "signing.not-your-turn")
        try await world.bench.admin.execute(
            "UPDATE signers SET position = 3 - position WHERE contract_id = \(contract)"
        )
        let late = try await refusal { try await world.willingness(contract, as: world.employee) }
        #expect(late?.code == "signing.not-your-turn")
        _ = try await world.willingness(contract, as: world.employer)
    }
}

import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

/// A newer instance has written a status that this one does not know.
struct `In a rolling deploy, a submission` {
    @Test func `of a newer status is not reviewed and not shown as another`() async throws {
        let world = try await World()
        let id = try await world.submission(of: FictionalPerson())
        try await world.bench.writeNewerStatus(
            into: "submissions",
            where: "id = \(id)",
            also: ", reviewed_at = \(world.clock.now)"
        )
        for work in [
            { _ = try await world.approve(id) },
            { try await world.reject(id, reason: "地址不全") },
            { _ = try await world.submissions(as: world.employer) },
        ] as [() async throws -> Void] {
            #expect(try await world.bench.leavesAlone("submissions", where: "id = \(id)", work))
        }
    }
}

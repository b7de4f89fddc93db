import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Identity

/// A newer instance has written a status that this one does not know.
struct `In a rolling deploy, a verification` {
    @Test func `of a newer status is not settled and not shown as another`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let id = try await world.startVerification(of: person, as: caller).id
        try await world.bench.writeNewerStatus(into: "person_verifications", where: "id = \(id)")
        for work in [
            { _ = try await world.askCarrier(id) },
            { _ = try await world.resendCode(of: id, as: caller) },
            { _ = try await world.verification(id, as: caller) },
        ] as [() async throws -> Void] {
            #expect(try await world.bench.leavesAlone("person_verifications", where: "id = \(id)", work))
        }
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import ServiceBench
import Testing

@testable import Signing

struct `Withdrawing a contract` {
    @Test func `ends the signing, tells both sides and stands in the evidence`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let willingness = try await world.willingness(id, as: world.employee)
        #expect(try await world.withdraw(id) == .withdrawn)
        // A code that was asked for before is of no use any more.
        let found = try await refusal { try await world.signAsEmployee(id, willingness) }
        #expect(found?.code == "signing.not-open")
        let events = try await world.bench.announced(ContractWithdrawn.self) { $0.contractID == id }
        #expect(events.map { $0.parties.map(\.accountID) } == [[world.worker.accountID, world.handler.accountID]])
        #expect(try await world.chain(id).last?.entry.kind == "withdrawn")
        #expect(try await refusal { try await world.withdraw(id) }?.code == "signing.not-to-withdraw")
    }

    @Test func `is still possible when one side has signed, and not when both have`() async throws {
        let world = try await World()
        let half = try await world.launched().contractID
        _ = try await world.signAsEmployee(half, world.willingness(half, as: world.employee))
        #expect(try await world.withdraw(half) == .withdrawn)
        world.clock.advance(by: 120)
        let whole = try await world.launched().contractID
        _ = try await world.completed(whole)
        #expect(try await refusal { try await world.withdraw(whole) }?.code == "signing.not-to-withdraw")
    }

    @Test func `is the enterprise's alone`() async throws {
        let world = try await World()
        let other = try await World()
        let id = try await world.launched().contractID
        #expect(try await refusal { try await world.withdraw(id, as: world.employee) }?.kind == .forbidden)
        #expect(try await refusal { try await world.withdraw(id, as: other.employer) } == Flow.unknown)
        #expect(try await world.bench.announced(ContractWithdrawn.self) { $0.contractID == id }.isEmpty)
    }
}

extension World {
    fileprivate func withdraw(_ contract: ContractID, as caller: Caller? = nil) async throws -> ContractStatus {
        let request = WithdrawContract(contractID: contract)
        return try await bench.ask(request, as: caller ?? employer, use: service.withdraw).status
    }
}

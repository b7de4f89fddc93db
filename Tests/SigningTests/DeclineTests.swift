import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import ServiceBench
import Testing

@testable import Signing

struct `Declining to sign` {
    @Test(arguments: [PartyRole.employee, .enterprise])
    func `ends the signing, tells both sides why and stands in the evidence`(role: PartyRole) async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let willingness = try await world.willingness(id, as: world.employee)
        let decliner = role == .employee ? world.employee : world.employer
        #expect(try await world.decline(id, " 试用期过长 ", as: decliner) == .declined)
        #expect(try await refusal { try await world.signAsEmployee(id, willingness) }?.code == "signing.not-open")
        let events = try await world.bench.announced(ContractDeclined.self) { $0.contractID == id }
        #expect(events.map(\.reason) == ["试用期过长"])
        #expect(events.map(\.role) == [role])
        #expect(events.map { $0.parties.map(\.accountID) } == [[world.worker.accountID, world.handler.accountID]])
        let entry = try await world.chain(id).last?.entry
        #expect(entry?.kind == "declined" && entry?.role == role)
        #expect(entry?.details["reason"] == Digest.sha256Hex(Data("试用期过长".utf8)))
        let again = try await refusal { try await world.decline(id, "试用期过长", as: decliner) }
        #expect(again?.code == "signing.not-open" && again?.kind == .conflict)
    }

    @Test func `is still possible for who has signed, and not when both have`() async throws {
        let world = try await World()
        let half = try await world.launched().contractID
        _ = try await world.signAsEmployee(half, world.willingness(half, as: world.employee))
        #expect(try await world.decline(half, "有误", as: world.employee) == .declined)
        world.clock.advance(by: 120)
        let whole = try await world.launched().contractID
        _ = try await world.completed(whole)
        #expect(try await refusal { try await world.decline(whole, "有误") }?.code == "signing.not-open")
    }

    @Test(
        arguments: [
            ("", "field.required"), (" \n", "field.required"), (String(repeating: "长", count: 501), "field.too-long"),
            ("a\u{0}b", "field.characters"),
        ]
    )
    func `needs a reason that can be read`(reason: String, code: String) async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let found = try await refusal { try await world.decline(id, reason) }
        #expect(found?.code == "signing.input" && found?.fields == ["reason": code])
        #expect(try await world.decline(id, String(repeating: "长", count: 500)) == .declined)
    }

    @Test func `is for the two sides alone`() async throws {
        let (world, other) = (try await World(), try await World())
        let id = try await world.launched().contractID
        for stranger in [other.employer, other.employee] {
            #expect(try await refusal { try await world.decline(id, "有误", as: stranger) } == Flow.unknown)
        }
        #expect(try await world.bench.announced(ContractDeclined.self) { $0.contractID == id }.isEmpty)
    }
}

extension World {
    fileprivate func decline(
        _ contract: ContractID,
        _ reason: String,
        as caller: Caller? = nil
    ) async throws -> ContractStatus {
        let request = DeclineContract(contractID: contract, reason: reason)
        return try await bench.ask(request, as: caller ?? employer, use: service.decline).status
    }
}

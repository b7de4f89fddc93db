import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import Testing

@testable import Contracts

struct `Reminding the employee` {
    @Test func `is possible six hours after the launch, and then every half hour`() async throws {
        let world = try await World()
        let person = FictionalPerson("测试甲")
        let id = try await world.launched(person)
        let launchedAt = world.clock.now
        #expect(try await world.get(id).urgeableAt == launchedAt.addingTimeInterval(6 * 3600))
        let early = try await refusal { try await world.urge(id) }
        #expect(early?.code == "contracts.urge-too-early" && early?.kind == .conflict)
        #expect(early?.retryAt == launchedAt.addingTimeInterval(6 * 3600))
        world.clock.advance(by: 6 * 3600)
        let next = try await world.urge(id).nextAt
        #expect(next == world.clock.now.addingTimeInterval(1800))
        let soon = try await refusal { try await world.urge(id) }
        #expect(soon?.code == "contracts.urge-too-soon" && soon?.retryAt == next)
        world.clock.advance(by: 1800)
        _ = try await world.urge(id)
        let events = try await world.bench.announced(SignerUrged.self) { $0.contractID == id }
        #expect(events.map(\.accountID) == [person.accountID, person.accountID])
        #expect(
            try events.first.map { try world.bench.keys.open($0.phone, context: SealContext.phone) } == person.phone
        )
    }

    @Test func `needs somebody who is to sign`() async throws {
        let world = try await World()
        let draft = try await world.drafted(FictionalPerson())
        #expect(try await refusal { try await world.urge(draft) }?.code == "contracts.nobody-to-urge")
        let signed = try await world.launched(FictionalPerson())
        world.clock.advance(by: 7 * 3600)
        try await world.sign(signed, .employee, revision: 1)
        #expect(try await refusal { try await world.urge(signed) }?.code == "contracts.nobody-to-urge")
        #expect(try await world.get(signed).urgeableAt == nil)
    }

    @Test func `is not for others and not told to the employee`() async throws {
        let world = try await World()
        let other = try await World()
        let person = FictionalPerson()
        let id = try await world.launched(person)
        let worker = person.asWorker(world.bench.keys)
        #expect(try await refusal { try await world.urge(id, as: other.employer) }?.kind == .notFound)
        #expect(try await refusal { try await world.urge(id, as: worker) }?.kind == .forbidden)
        #expect(try await world.get(id, as: worker).urgeableAt == nil)
    }
}

struct `A withdrawn contract` {
    @Test func `is shown as such and can be drafted once more`() async throws {
        let world = try await World()
        let person = FictionalPerson("测试甲")
        let id = try await world.launched(person)
        #expect(try await refusal { try await world.relaunch(id) }?.code == "contracts.not-to-relaunch")
        try await world.withdraw(id)
        #expect(try await world.get(id).item.status == .withdrawn)
        let counts = try await world.list(.all).counts
        #expect(counts.mine == 0 && counts.others == 0 && counts.all == 1)

        let again = try await world.relaunch(id)
        #expect(again.status == .draft && again.id != id && again.name == "劳动合同")
        // Whoever asks once more gets the same one.
        #expect(try await world.relaunch(id) == again)
        #expect(try await world.get(id).relaunchedAs == again.id)
        #expect(try await world.get(again.id).relaunchedFrom == id)
        try await world.launch(again.id)
        let (first, second) = (try await world.launchedEvent(id), try await world.launchedEvent(again.id))
        #expect(first.number != second.number && first.documentID != second.documentID)
        #expect(second.employeeAccountID == person.accountID)
        let text = try words(of: try await world.service.store.get(second.document))
        #expect(text.contains("研发工程师") && text.contains(person.idNumber))
        #expect(try await world.get(again.id).item.status == .signing)
    }

    @Test func `of another enterprise cannot be drafted`() async throws {
        let world = try await World()
        let other = try await World()
        let id = try await world.launched(FictionalPerson())
        try await world.withdraw(id)
        #expect(try await refusal { try await world.relaunch(id, as: other.employer) }?.kind == .notFound)
    }

    @Test func `stays completed when the last signature was quicker`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        let document = try await world.sign(id, .employee, revision: 1)
        try await world.complete(id, document)
        try await world.withdraw(id)
        #expect(try await world.get(id).item.status == .completed)
    }
}

struct `A declined contract` {
    @Test(arguments: [PartyRole.employee, .enterprise])
    func `says who declined and why to both sides, and can be drafted once more`(role: PartyRole) async throws {
        let world = try await World()
        let person = FictionalPerson("测试甲")
        let id = try await world.launched(person)
        try await world.decline(id, as: role)
        for reader in [world.employer, person.asWorker(world.bench.keys)] {
            let view = try await world.get(id, as: reader)
            #expect(view.item.status == .declined && view.declinedBecause == "试用期过长" && view.failure == nil)
            #expect(view.item.parties.filter { $0.status == .declined }.map(\.role) == [role])
            #expect(view.item.parties.filter { $0.status == .waiting }.count == 1)
        }
        #expect(try await world.list(.others).counts.others == 0)
        #expect(try await world.relaunch(id).status == .draft)
        // The first end is the one.
        try await world.withdraw(id)
        #expect(try await world.get(id).item.status == .declined)
    }

    @Test(arguments: [PartyRole.employee, .enterprise])
    func `ends also on the word of who had signed, or after the other had`(decliner: PartyRole) async throws {
        for signer in [PartyRole.employee, .enterprise] {
            let world = try await World()
            let id = try await world.launched(FictionalPerson())
            try await world.sign(id, signer, revision: 1)
            try await world.decline(id, as: decliner)
            let view = try await world.get(id)
            #expect(view.item.status == .declined && view.declinedBecause == "试用期过长")
            let parties = Dictionary(uniqueKeysWithValues: view.item.parties.map { ($0.role, $0) })
            #expect(parties[decliner]?.status == .declined && parties[decliner]?.signedAt == nil)
            if signer != decliner { #expect(parties[signer]?.status == .signed && parties[signer]?.signedAt != nil) }
            #expect(try await world.relaunch(id).status == .draft)
        }
    }
}

extension World {
    fileprivate func urge(_ contract: ContractID, as caller: Caller? = nil) async throws -> UrgeSigner.Reply {
        try await bench.ask(UrgeSigner(contractID: contract), as: caller ?? employer, use: service.urge)
    }

    fileprivate func relaunch(_ contract: ContractID, as caller: Caller? = nil) async throws -> DraftedContract {
        try await bench.ask(RelaunchContract(contractID: contract), as: caller ?? employer, use: service.relaunch)
    }

    /// What signing announces when one side declined to sign.
    fileprivate func decline(_ contract: ContractID, as role: PartyRole) async throws {
        let event = ContractDeclined(
            contractID: contract,
            contractName: "劳动合同",
            enterpriseID: enterprise,
            enterpriseName: "示例科技有限公司",
            role: role,
            name: "测试甲",
            reason: "试用期过长",
            declinedAt: clock.now,
            parties: []
        )
        try await bench.tell(event, use: service.recordDecline)
    }

    /// What signing announces when the enterprise took a contract back.
    fileprivate func withdraw(_ contract: ContractID) async throws {
        let event = ContractWithdrawn(
            contractID: contract,
            contractName: "劳动合同",
            enterpriseID: enterprise,
            enterpriseName: "示例科技有限公司",
            withdrawnAt: clock.now,
            parties: []
        )
        try await bench.tell(event, use: service.recordWithdrawal)
    }
}

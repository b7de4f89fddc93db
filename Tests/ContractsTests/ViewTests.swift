import Foundation
import Identifiers
import Messages
import Messaging
import ServiceBench
import Testing

@testable import Contracts

struct `What a party was shown` {
    @Test func `is announced once for each person and revision`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let id = try await world.launched(person)
        let first = world.clock.now
        for _ in 1...2 {
            try await world.see(id, .page, as: person.asWorker(world.bench.keys))
            world.clock.advance(by: 60)
        }
        try await world.see(id, .file, as: world.employer)
        let launched = try await world.launchedEvent(id)
        let views = try await world.views(id)
        #expect(views.map(\.role) == [.employee, .enterprise])
        #expect(views.map(\.accountID) == [person.accountID, world.handler.accountID])
        #expect(views.map(\.personID) == [person.personID, world.handler.personID])
        #expect(views.map(\.enterpriseID) == [world.enterprise, world.enterprise])
        #expect(views.map(\.viewedAt) == [first, world.clock.now])
        #expect(Set(views.map(\.sha256)) == [launched.document.sha256])

        let signed = try await world.sign(id, .employee, revision: 1)
        try await world.see(id, .page, as: world.employer)
        #expect(try await world.views(id).map(\.sha256).last == signed.sha256)
        #expect(try await world.deliveries(id).isEmpty)
    }

    @Test func `is a delivery when it is the file of the completed contract`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let id = try await world.launched(person)
        let document = try await world.sign(id, .enterprise, revision: 2)
        try await world.see(id, .file, as: worker)
        try await world.complete(id, document)
        #expect(try await world.deliveries(id).isEmpty)
        world.clock.advance(by: 60)
        for _ in 1...2 { try await world.see(id, .file, as: worker) }
        let deliveries = try await world.deliveries(id)
        #expect(deliveries.map(\.accountID) == [person.accountID])
        #expect(deliveries.map(\.role) == [.employee])
        #expect(deliveries.map(\.sha256) == [document.sha256])
        #expect(deliveries.map(\.deliveredAt) == [world.clock.now])
        #expect(try await world.views(id).count == 1)
    }

    @Test func `is not believed of strangers, of another document or of another revision`() async throws {
        let world = try await World()
        let other = try await World()
        let id = try await world.launched(FictionalPerson())
        let event = try await world.launchedEvent(id)
        func refused(_ document: DocumentID, _ sha256: String, _ caller: Caller) async throws -> String? {
            let request = RecordView(contractID: id, documentID: document, sha256: sha256, manner: .page)
            return try await refusal {
                try await world.bench.ask(request, as: caller, use: world.service.recordView)
            }?.code
        }
        let sha256 = event.document.sha256
        for stranger in [other.employer, FictionalPerson().asWorker(world.bench.keys)] {
            #expect(try await refused(event.documentID, sha256, stranger) == "contracts.contract-unknown")
        }
        #expect(try await refused(.new(), sha256, world.employer) == "contracts.document-unknown")
        let newer = String(repeating: "0", count: 64)
        #expect(try await refused(event.documentID, newer, world.employer) == "contracts.document-unknown")
        #expect(try await world.views(id).isEmpty)
    }

    @Test func `is seen by the two sides only`() async throws {
        let world = try await World()
        let other = try await World()
        let person = FictionalPerson()
        let id = try await world.launched(person)
        try await world.see(id, .page, as: person.asWorker(world.bench.keys))
        let bench = world.bench
        #expect(try await bench.rows(of: "views", as: RowScope(enterpriseID: world.enterprise)) == 1)
        #expect(try await bench.rows(of: "views", as: RowScope(accountID: person.accountID)) == 1)
        #expect(try await bench.rows(of: "views", as: RowScope(enterpriseID: other.enterprise)) == 0)
    }

    @Test func `names the revision of a page`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        let event = try await world.launchedEvent(id)
        let request = OpenPage(contractID: id, documentID: event.documentID, page: 1)
        let made = try await world.bench.ask(request, as: world.employer, use: world.service.openPage)
        #expect(made.documentSHA256 == event.document.sha256)
        let known = try await world.bench.ask(request, as: world.employer, use: world.service.openPage)
        #expect(known == made)
    }
}

extension World {
    /// What the Gateway sends when it has shown the document as it stands.
    fileprivate func see(_ contract: ContractID, _ manner: ViewManner, as caller: Caller) async throws {
        let document = try #require(await get(contract, as: caller).documents.first)
        let request = RecordView(
            contractID: contract,
            documentID: document.id,
            sha256: document.sha256,
            manner: manner
        )
        _ = try await bench.ask(request, as: caller, use: service.recordView)
    }

    fileprivate func views(_ contract: ContractID) async throws -> [ContractViewed] {
        try await bench.announced(ContractViewed.self) { $0.contractID == contract }
    }

    fileprivate func deliveries(_ contract: ContractID) async throws -> [ContractDelivered] {
        try await bench.announced(ContractDelivered.self) { $0.contractID == contract }
    }
}

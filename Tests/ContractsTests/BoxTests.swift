import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Contracts

struct `The boxes` {
    @Test func `follow an ordered contract from the worker to the enterprise`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let id = try await world.drafted(person)
        #expect(try await world.list().counts == BoxCounts(mine: 0, others: 0, completed: 0, all: 1))
        #expect(try await world.list(as: worker).counts == BoxCounts(mine: 0, others: 0, completed: 0, all: 0))
        try await world.launch(id)
        #expect(try await world.list().counts == BoxCounts(mine: 0, others: 1, completed: 0, all: 1))
        #expect(try await world.list(as: worker).counts == BoxCounts(mine: 1, others: 0, completed: 0, all: 1))
        #expect(try await world.list(.mine, as: worker).page.items.map(\.myTurn) == [true])
        #expect(try await world.list(.others).page.items.map(\.myTurn) == [false])
        #expect(try await world.get(id, as: worker).ownFields.map(\.field.key).contains("noticeRead"))
        #expect(try await world.get(id).ownFields.isEmpty)

        try await world.sign(id, .employee, revision: 1)
        #expect(try await world.list().counts == BoxCounts(mine: 1, others: 0, completed: 0, all: 1))
        #expect(try await world.list(as: worker).counts == BoxCounts(mine: 0, others: 1, completed: 0, all: 1))
        #expect(try await world.get(id).ownFields.map(\.field.key) == ["reportTo"])
        world.clock.advance(by: 7200)
        try await world.complete(id, world.sign(id, .enterprise, revision: 2))
        for caller in [world.employer, worker] {
            let found = try await world.list(.completed, as: caller)
            #expect(found.counts == BoxCounts(mine: 0, others: 0, completed: 1, all: 1))
            #expect(found.page.items.map(\.status) == [.completed])
            #expect(found.page.items.first?.parties.map(\.status) == [.signed, .signed])
        }
        let summary = try await world.bench.ask(GetContractSummary(), as: worker, use: world.service.summarize)
        #expect(summary.averageSigningHours == 2)
    }

    @Test func `show an unordered contract to both sides at once`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let id = try await world.launched(person, ordered: false)
        #expect(try await world.list(.mine).page.items.map(\.id) == [id])
        #expect(try await world.list(.mine, as: worker).page.items.map(\.id) == [id])
        try await world.sign(id, .enterprise, revision: 1)
        #expect(try await world.list(.mine).page.items.isEmpty)
        #expect(try await world.list(.others).page.items.map(\.id) == [id])
        #expect(try await world.list(.mine, as: worker).page.items.map(\.id) == [id])
    }

    @Test(arguments: ["%", "_", "\\", "\u{0}", "' OR true --"])
    func `take wildcards in a search as text`(text: String) async throws {
        let world = try await World()
        _ = try await world.drafted(FictionalPerson())
        #expect(try await world.list(text: text).page.items.isEmpty)
    }

    @Test func `are searched by name, number, enterprise and participant`() async throws {
        let world = try await World()
        let id = try await world.drafted(FictionalPerson("测试甲"), name: "劳动合同100%")
        _ = try await world.drafted(FictionalPerson("示例丁"))
        let number = try await world.get(id).item.number
        for text in ["100%", "测试甲", number] {
            #expect(try await world.list(text: text).page.items.map(\.id) == [id])
        }
        #expect(try await world.list(text: "示例科技").page.items.count == 2)
    }

    @Test func `go on where they were, also when the last one shown has moved to the front meanwhile`() async throws {
        let world = try await World()
        var drafts: [ContractID] = []
        for _ in 1...4 {
            drafts.append(try await world.drafted(FictionalPerson()))
            world.clock.advance(by: 60)
        }
        func part(after cursor: String?) async throws -> Page<ContractItem> {
            let request = ListContracts(box: .all, page: PageRequest(cursor: cursor, limit: 2))
            return try await world.bench.ask(request, as: world.employer, use: world.service.listContracts).page
        }
        let first = try await part(after: nil)
        #expect(first.items.map(\.id) == [drafts[3], drafts[2]])
        try await world.launch(drafts[2])
        let second = try await part(after: first.next)
        #expect(second.items.map(\.id) == [drafts[1], drafts[0]] && second.next == nil)
        // An instance from before gave cursors without the time.
        let earlier = PageRequest.cursor(after: ListPlace(drafts[2]), in: ListContracts.self)
        #expect(try await part(after: earlier).items.map(\.id) == [drafts[3], drafts[1]])
    }

    @Test func `are searched by time`() async throws {
        let world = try await World()
        let id = try await world.drafted(FictionalPerson())
        let now = world.clock.now
        func found(from: Date?, to: Date?) async throws -> [ContractID] {
            let request = ListContracts(box: .all, from: from, to: to, page: PageRequest())
            return try await world.bench.ask(request, as: world.employer, use: world.service.listContracts)
                .page.items.map(\.id)
        }
        #expect(try await found(from: now, to: now.addingTimeInterval(1)) == [id])
        #expect(try await found(from: now.addingTimeInterval(1), to: nil).isEmpty)
        #expect(try await found(from: nil, to: now).isEmpty)
    }
}

struct `Several contracts` {
    @Test func `are read in one question, as the lists have them`() async throws {
        let world = try await World()
        let draft = try await world.drafted(FictionalPerson())
        world.clock.advance(by: 60)
        let launched = try await world.launched(FictionalPerson())
        _ = try await world.launched(FictionalPerson())
        try await world.sign(launched, .employee, revision: 1)
        let found = try await world.several([draft, launched, .new()])
        #expect(found.map(\.id) == [launched, draft])
        #expect(found.map(\.status) == [.signing, .draft])
        #expect(try await found == world.list().page.items.filter { [draft, launched].contains($0.id) })
        #expect(try await world.several([]).isEmpty)
    }

    @Test func `are left out where the acting side may not see them`() async throws {
        let world = try await World()
        let other = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let own = try await world.launched(person)
        let ofAnother = try await world.launched(FictionalPerson())
        let drafted = try await world.drafted(person)
        let elsewhere = try await other.launched(FictionalPerson())
        let all = [own, ofAnother, drafted, elsewhere]
        #expect(try await Set(world.several(all).map(\.id)) == [own, ofAnother, drafted])
        #expect(try await world.several(all, as: worker).map(\.id) == [own])
        #expect(try await other.several(all).map(\.id) == [elsewhere])
    }

    @Test func `are no more than can be drafted at once`() async throws {
        let world = try await World()
        let most = (0..<DraftContracts.mostAtOnce).map { _ in ContractID.new() }
        #expect(try await world.several(most).isEmpty)
        let found = try await refusal { _ = try await world.several(most + [.new()]) }
        #expect(found?.code == "contracts.employees-too-many")
    }
}

struct `What signing announces` {
    @Test func `out of order does not bring an older document back`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson(), ordered: false)
        let newer = try await world.sign(id, .enterprise, revision: 2)
        try await world.sign(id, .employee, revision: 1)
        let view = try await world.get(id)
        #expect(view.documents.map(\.sha256) == [newer.sha256])
        #expect(view.item.parties.map(\.status) == [.signed, .signed])
        let event = try await world.launchedEvent(id)
        let opened = try await world.bench.ask(
            OpenDocument(contractID: id, documentID: event.documentID),
            as: world.employer,
            use: world.service.openDocument
        )
        #expect(opened.reference == newer)
        #expect(opened.fileName == "劳动合同-\(view.item.number).pdf")
    }

    @Test func `twice changes nothing`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        let first = world.clock.now
        try await world.sign(id, .employee, revision: 1)
        world.clock.advance(by: 60)
        try await world.sign(id, .employee, revision: 1)
        #expect(try await world.get(id).item.parties.first { $0.role == .employee }?.signedAt == first)
    }

    @Test func `about a failure ends the contract with its reason`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        let event = SigningFailed(contractID: id, reason: "signing.document-unreadable")
        try await world.bench.tell(event, use: world.service.recordFailure)
        let view = try await world.get(id)
        #expect(view.item.status == .failed)
        #expect(view.failure == "signing.document-unreadable")
        #expect(try await world.list(.mine).page.items.isEmpty)
    }

    @Test func `about an unknown contract is passed over`() async throws {
        let world = try await World()
        let known = try await world.launched(FictionalPerson())
        let unknown = ContractID.new()
        try await world.sign(unknown, .employee, revision: 1)
        #expect(try await refusal { try await world.get(unknown) }?.kind == .notFound)
        #expect(try await world.get(known).item.parties.map(\.status) == [.waiting, .waiting])
    }
}

struct `Who sees a contract` {
    @Test func `is not a worker while it is a draft`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let id = try await world.drafted(person)
        #expect(try await refusal { try await world.get(id, as: worker) }?.kind == .notFound)
        #expect(try await world.list(as: worker).page.items.isEmpty)
        try await world.launch(id)
        #expect(try await world.get(id, as: worker).ownRole == .employee)
    }

    @Test func `is neither another enterprise nor another worker`() async throws {
        let world = try await World()
        let other = try await World()
        let person = FictionalPerson()
        let id = try await world.launched(person)
        let stranger = FictionalPerson().asWorker(world.bench.keys)
        for caller in [other.employer, stranger] {
            #expect(try await refusal { try await world.get(id, as: caller) }?.kind == .notFound)
            #expect(try await world.list(as: caller).counts.all == 0)
        }
        let bench = world.bench
        for (table, count) in ["contracts": 1, "parties": 2] {
            #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: world.enterprise)) == count)
            #expect(try await bench.rows(of: table, as: RowScope(accountID: person.accountID)) == count)
            #expect(try await bench.rows(of: table, as: .system, holding: [.contract: id.description]) == count)
            #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: .new(), accountID: .new())) == 0)
            #expect(try await bench.rows(of: table, as: .system) == 0)
            #expect(try await bench.rows(of: table, as: nil) == 0)
        }
        #expect(try await bench.rows(of: "employees", as: RowScope(enterpriseID: world.enterprise)) == 1)
        #expect(try await bench.rows(of: "employees", as: RowScope(accountID: person.accountID)) == 0)
    }
}

struct `Tables without row-level security` {
    @Test func `are read copies of what every enterprise may know, and images named by their document`() async throws {
        let world = try await World()
        #expect(
            try await world.bench.unprotectedTables() == [
                "contract_changes", "contract_totals", "enterprises", "page_images",
                "revision_pictures", "stored_objects", "superseded_revisions",
            ]
        )
    }
}

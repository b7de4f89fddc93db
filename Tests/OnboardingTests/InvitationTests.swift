import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

struct `Inviting a worker` {
    @Test func `announces a link that opens the form`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let reply = try await world.invite(person)
        let event = try #require(
            await world.bench.announced(WorkerInvited.self) { $0.invitationID == reply.id }.first
        )
        #expect(event.enterpriseName == "示例科技有限公司")
        #expect(try world.bench.keys.open(event.phone, context: SealContext.phone) == person.phone)
        #expect(
            try world.bench.keys.open(event.path, context: SealContext.link)
                == world.bench.keys.open(reply.path, context: SealContext.link)
        )
        let view = try await world.open(reply)
        #expect(view.enterpriseName == "示例科技有限公司")
        #expect(view.status == .sent)
        #expect(view.fields.map(\.key).contains("emergencyContact.phone"))
        #expect(try await !world.bench.text(of: "invitations").contains(person.phone))
    }

    @Test func `more than three times a day by one enterprise is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        for _ in 1...3 { _ = try await world.invite(person) }
        let found = try await refusal { try await world.invite(person) }
        #expect(found?.code == "onboarding.invitation-limit")
        let other = try await World()
        _ = try await other.invite(person)
        world.clock.advance(by: 86_400)
        _ = try await world.invite(person)
    }

    @Test func `is for verified enterprises`() async throws {
        let world = try await World()
        var caller = world.employer
        caller.enterpriseVerified = false
        let unverified = try await refusal { [caller] in try await world.invite(FictionalPerson(), as: caller) }
        #expect(unverified?.code == "identity.enterprise-unverified")
        let worker = FictionalPerson().asWorker(world.bench.keys)
        #expect(try await refusal { try await world.invite(FictionalPerson(), as: worker) }?.kind == .forbidden)
    }

    @Test func `names what is wrong at its field`() async throws {
        let world = try await World()
        var person = FictionalPerson(String(repeating: "长", count: 51))
        person.phone = "12345"
        let found = try await refusal { [person] in try await world.invite(person) }
        #expect(found?.fields == ["name": "onboarding.name-too-long", "phone": "onboarding.phone-malformed"])
    }

    @Test func `with a control character in the name is refused at its field`() async throws {
        let world = try await World()
        let found = try await refusal { try await world.invite(FictionalPerson(), name: "测试\u{0}甲") }
        #expect(found?.fields["name"] == "field.characters")
    }

    @Test func `before the enterprise is known here asks to try again`() async throws {
        let world = try await World()
        let unknown = FictionalPerson().asEmployer(of: .new(), world.bench.keys)
        let found = try await refusal { try await world.invite(FictionalPerson(), as: unknown) }
        #expect(found?.kind == .unavailable)
        #expect(found?.retryAt != nil)
    }

    @Test func `shows in the list of the own enterprise, and as expired in the end`() async throws {
        let world = try await World()
        let other = try await World()
        let reply = try await world.invite(FictionalPerson())
        let request = ListInvitations(page: PageRequest())
        let mine = try await world.bench.ask(request, as: world.employer, use: world.service.listInvitations)
        #expect(mine.items.map(\.id) == [reply.id])
        #expect(mine.items.map(\.status) == [.sent])
        let theirs = try await other.bench.ask(request, as: other.employer, use: other.service.listInvitations)
        #expect(theirs.items.isEmpty)
        world.clock.advance(by: 30 * 86_400)
        let later = try await world.bench.ask(request, as: world.employer, use: world.service.listInvitations)
        #expect(later.items.map(\.status) == [.expired])
        #expect(try await world.open(reply).status == .expired)
    }

    @Test func `is cut into pages that follow each other`() async throws {
        let world = try await World()
        var sent: [InvitationID] = []
        for _ in 1...5 { sent.insert(try await world.invite(FictionalPerson()).id, at: 0) }
        var found: [InvitationID] = []
        var page = PageRequest(limit: 2)
        while true {
            let answer = try await world.bench.ask(
                ListInvitations(page: page),
                as: world.employer,
                use: world.service.listInvitations
            )
            found += answer.items.map(\.id)
            guard let next = answer.next else { break }
            page.cursor = next
        }
        #expect(found == sent)
    }

    @Test func `is not read on from a place that another list or nobody gave`() async throws {
        let world = try await World()
        for _ in 1...2 { _ = try await world.submission(of: FictionalPerson()) }
        let submissions = try await world.bench.ask(
            ListSubmissions(page: PageRequest(limit: 1)),
            as: world.employer,
            use: world.service.listSubmissions
        )
        #expect(submissions.next != nil)
        for cursor in [submissions.next, "garbage", submissions.items.first?.id.description] {
            let found = try await refusal {
                try await world.bench.ask(
                    ListInvitations(page: PageRequest(cursor: cursor)),
                    as: world.employer,
                    use: world.service.listInvitations
                )
            }
            #expect(found?.kind == .invalid)
            #expect(found?.fields == ["cursor": "input.cursor"])
        }
    }

    @Test func `gives a link that nobody can guess`() async throws {
        let world = try await World()
        let found = try await refusal {
            try await world.bench.ask(
                GetInvitation(codeHash: Digest.sha256Hex(Data("guess".utf8))),
                use: world.service.getInvitation
            )
        }
        #expect(found?.code == "onboarding.invitation-unknown")
        let malformed = try await refusal {
            try await world.bench.ask(GetInvitation(codeHash: "zz"), use: world.service.getInvitation)
        }
        #expect(malformed?.kind == .notFound)
    }
}

import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

struct `Handing in the form` {
    @Test func `takes name and numbers from the proven person`() async throws {
        let world = try await World()
        let person = FictionalPerson("测试甲")
        try await world.announce(person)
        let invitation = try await world.invite(person, name: "写错名")
        let id = try await world.submit(invitation, as: person)
        let view = try await world.view(id, as: world.employer)
        #expect(view.name == "测试甲")
        #expect(view.status == .pendingReview)
        #expect(view.idNumberMasked == Masks.idNumber(person.idNumber))
        #expect(view.phoneMasked == Masks.phone(person.phone))
        #expect(try world.bench.keys.open(view.values)["address"] == "广州市示例路1号")
        #expect(view.form == .worker)
        let opened = try await world.open(invitation, as: person.asWorker(world.bench.keys))
        #expect(opened.status == .submitted)
        #expect(opened.submissionID == id)
        let received = try await world.bench.announced(SubmissionReceived.self) { $0.submissionID == id }
        #expect(received.map(\.enterpriseID) == [world.enterprise])
        for table in ["submissions", "persons"] {
            let text = try await world.bench.text(of: table)
            #expect(!text.contains(person.idNumber) && !text.contains(person.phone) && !text.contains("示例路"))
        }
    }

    @Test func `of somebody else's invitation answers as if there were none`() async throws {
        let world = try await World()
        let invitation = try await world.invite(FictionalPerson())
        let stranger = FictionalPerson("测试乙")
        try await world.announce(stranger)
        let found = try await refusal { try await world.submit(invitation, as: stranger) }
        #expect(found?.kind == .notFound)
        #expect(found?.code == "onboarding.invitation-unknown")
    }

    @Test func `twice is refused while the first waits`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.announce(person)
        let invitation = try await world.invite(person)
        _ = try await world.submit(invitation, as: person)
        let found = try await refusal { try await world.submit(invitation, as: person) }
        #expect(found?.code == "onboarding.submitted-already")
    }

    @Test func `after thirty days is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.announce(person)
        let invitation = try await world.invite(person)
        world.clock.advance(by: Invitation.lifetime)
        let found = try await refusal { try await world.submit(invitation, as: person) }
        #expect(found?.code == "onboarding.invitation-expired")
    }

    @Test func `needs a proven person`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let invitation = try await world.invite(person)
        let unknown = try await refusal { try await world.submit(invitation, as: person) }
        #expect(unknown?.code == "onboarding.person-not-known-yet")
        var caller = person.asWorker(world.bench.keys)
        caller.personVerified = false
        let request = SubmitOnboarding(
            codeHash: try world.codeHash(invitation),
            values: try World.answers(world.bench.keys, "male", "x", "朋友", "13800000002")
        )
        let unproven = try await refusal { [caller] in
            try await world.bench.ask(request, as: caller, use: world.service.submit)
        }
        #expect(unproven?.code == "identity.person-unverified")
    }

    @Test func `names every bad field at once`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.announce(person)
        let invitation = try await world.invite(person)
        let found = try await refusal {
            try await world.submit(
                invitation,
                as: person,
                sex: "x",
                address: " ",
                relation: "同学会",
                contactPhone: "123"
            )
        }
        #expect(
            found?.fields == [
                "sex": "onboarding.sex-unknown",
                "address": "onboarding.address-required",
                "emergencyContact.relation": "onboarding.relation-unknown",
                "emergencyContact.phone": "onboarding.contact-phone-malformed",
            ]
        )
    }
}

struct `Submissions in lists` {
    @Test func `are the enterprise's for its reviewers and their own for a worker`() async throws {
        let world = try await World()
        let other = try await World()
        let first = FictionalPerson()
        let second = FictionalPerson("测试丁")
        let one = try await world.submission(of: first)
        let two = try await world.submission(of: second)
        let elsewhere = try await other.submission(of: first)
        #expect(try await world.submissions(as: world.employer).map(\.id) == [two, one])
        #expect(try await other.submissions(as: other.employer).map(\.id) == [elsewhere])
        #expect(try await world.submissions(as: first.asWorker(world.bench.keys)).map(\.id) == [elsewhere, one])
        #expect(try await world.submissions(as: FictionalPerson().asWorker(world.bench.keys)).isEmpty)
        try await world.reject(one, reason: "照片不清")
        #expect(try await world.submissions(as: world.employer, status: .rejected).map(\.id) == [one])
        #expect(try await world.submissions(as: world.employer, status: .pendingReview).map(\.id) == [two])
    }

    @Test func `of another enterprise are not found`() async throws {
        let world = try await World()
        let other = try await World()
        let person = FictionalPerson()
        let id = try await world.submission(of: person)
        #expect(try await refusal { try await world.view(id, as: other.employer) }?.kind == .notFound)
        #expect(try await refusal { try await world.approve(id, as: other.employer) }?.kind == .notFound)
        #expect(try await refusal { try await world.reject(id, reason: "x", as: other.employer) }?.kind == .notFound)
        let stranger = FictionalPerson().asWorker(world.bench.keys)
        #expect(try await refusal { try await world.view(id, as: stranger) }?.kind == .notFound)
        _ = try await world.view(id, as: person.asWorker(world.bench.keys))
    }

    @Test func `are rows that the database shows to no other side`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        _ = try await world.approve(world.submission(of: person))
        for table in ["submissions", "invitations", "employees"] {
            #expect(try await world.bench.rows(of: table, as: RowScope(enterpriseID: world.enterprise)) == 1)
            #expect(try await world.bench.rows(of: table, as: RowScope(enterpriseID: .new())) == 0)
            #expect(try await world.bench.rows(of: table, as: .system) == 0)
            #expect(try await world.bench.rows(of: table, as: nil) == 0)
        }
        #expect(try await world.bench.rows(of: "submissions", as: RowScope(accountID: person.accountID)) == 1)
        #expect(try await world.bench.rows(of: "invitations", as: RowScope(accountID: person.accountID)) == 0)
        #expect(
            try await world.bench.unprotectedTables() == [
                "enterprises", "persons", "roster_changes", "roster_totals",
            ]
        )
    }
}

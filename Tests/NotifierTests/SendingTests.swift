import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Notifier

struct `Sending a text` {
    @Test func `reaches the provider once, however often the job runs`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let notice = try await world.codeNotice(to: person)
        let jobs = try await world.bench.waiting(SendText.self) { $0.noticeID == notice }
        #expect(jobs.count == 1)
        #expect(try await world.send(notice) == .done)
        #expect(try await world.send(notice, attempt: 2) == .done)
        let question = try #require(world.provider.questions.first)
        #expect(world.provider.questions.count == 1)
        #expect(question.path == "/sms/messages")
        #expect(question.authorization == "Bearer t-1")
        #expect(question.text("requestID") == notice.description)
        #expect(question.text("phone") == person.phone)
        #expect(question.text("kind") == "sms")
        #expect(question.text("text")?.contains("482913") == true)
        #expect(try await world.status(of: notice) == "sent")
    }

    @Test func `again after trouble is known to the provider by the same id`() async throws {
        let world = try await World { _ in .init(status: 500) }
        let notice = try await world.codeNotice(to: FictionalPerson())
        #expect(try await world.send(notice) == .retry(after: .seconds(1)))
        #expect(try await world.send(notice, attempt: 2) == .retry(after: .seconds(2)))
        #expect(try await world.status(of: notice) == "waiting")
        world.provider.reply { _ in .init(#"{"receipt":"S-2"}"#) }
        #expect(try await world.send(notice, attempt: 3) == .done)
        #expect(Set(world.provider.questions.map { $0.text("requestID") }) == [notice.description])
        #expect(try await world.status(of: notice) == "sent")
    }

    @Test func `waits as long as the provider asks`() async throws {
        let world = try await World { _ in .init(status: 429, headers: ["Retry-After": "7"]) }
        let notice = try await world.codeNotice(to: FictionalPerson())
        #expect(try await world.send(notice) == .retry(after: .seconds(7)))
    }

    @Test func `is given up after six tries`() async throws {
        let world = try await World { _ in .init(status: 503) }
        let notice = try await world.codeNotice(to: FictionalPerson())
        #expect(try await world.send(notice, attempt: 5) == .retry(after: .seconds(16)))
        guard case .failed = try await world.send(notice, attempt: 6) else {
            Issue.record("tried a seventh time")
            return
        }
        #expect(try await world.status(of: notice) == "failed")
        #expect(try await world.send(notice, attempt: 7) == .done)
        #expect(world.provider.questions.count == 2)
    }

    @Test func `that the provider refuses is given up at once`() async throws {
        let world = try await World { _ in .init(status: 400) }
        let notice = try await world.codeNotice(to: FictionalPerson())
        guard case .failed = try await world.send(notice) else {
            Issue.record("tried again")
            return
        }
        #expect(try await world.status(of: notice) == "failed")
    }

    @Test func `after its code expired is left undone`() async throws {
        let world = try await World()
        let notice = try await world.codeNotice(to: FictionalPerson(), expiresIn: 300)
        world.clock.advance(by: 300)
        guard case .failed = try await world.send(notice) else {
            Issue.record("sent")
            return
        }
        #expect(try await world.status(of: notice) == "expired")
        #expect(world.provider.questions.isEmpty)
    }

    @Test func `leaves neither phone nor code readable in any table`() async throws {
        let world = try await World { _ in .init("not JSON", status: 500) }
        let person = FictionalPerson()
        let notice = try await world.codeNotice(to: person)
        _ = try await world.send(notice, attempt: 6)
        let row = try await world.bench.admin.one("SELECT n::text AS t FROM notices AS n WHERE id = \(notice)")
        let text = try #require(row).get("t", as: String.self)
        #expect(!text.contains(person.phone) && !text.contains("482913"))
        for table in ["notices", "jobs", "outbox"] {
            #expect(try await !world.bench.text(of: table).contains(person.phone))
        }
    }
}

struct `Messages in the app` {
    @Test func `are the reader's own, newest first, and stay read`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        var links: [String] = []
        for _ in 1...3 {
            let event = SignerTurn(
                contractID: .new(),
                contractName: "劳动合同",
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                role: .employee,
                accountID: person.accountID,
                phone: try world.phone(person)
            )
            try await world.bench.tell(event, use: world.service.tellTurn)
            links.insert("/h5/contracts/\(event.contractID)", at: 0)
        }
        let all = try await world.inbox(of: person.accountID)
        #expect(all.page.items.map(\.link) == links)
        #expect(all.unread == 3)
        let caller = Caller(accountID: person.accountID, side: .worker)
        let upTo = all.page.items[1].id
        _ = try await world.bench.ask(MarkNoticesRead(upTo: upTo), as: caller, use: world.service.markRead)
        let later = try await world.inbox(of: person.accountID)
        #expect(later.page.items.map(\.read) == [false, true, true])
        #expect(later.unread == 1)
        #expect(try await world.inbox(of: .new()).page.items.isEmpty)

        let first = try await world.inbox(of: person.accountID, PageRequest(limit: 2))
        let rest = try await world.inbox(of: person.accountID, PageRequest(cursor: first.page.next, limit: 2))
        #expect((first.page.items + rest.page.items).map(\.link) == links)
        #expect(rest.page.next == nil)
    }

    @Test func `are rows shown to their reader, and texts to nobody but the sender`() async throws {
        let world = try await World()
        let bench = world.bench
        let person = FictionalPerson()
        let enterprise = EnterpriseID.new()
        try await bench.tell(
            MemberJoined(
                enterpriseID: enterprise,
                accountID: person.accountID,
                phone: world.phone(person),
                phoneMasked: Masks.phone(person.phone),
                roles: [.administrator]
            ),
            use: world.service.recordMember
        )
        let received = SubmissionReceived(
            submissionID: .new(),
            enterpriseID: enterprise,
            workerName: "测试甲",
            submittedAt: world.clock.now
        )
        try await bench.tell(received, use: world.service.tellReviewers)
        _ = try await world.codeNotice(to: person)
        #expect(try await bench.rows(of: "notices", as: RowScope(accountID: person.accountID)) == 1)
        let texts = try await bench.rows(of: "notices", as: .system)
        #expect(texts >= 1)
        #expect(try await bench.rows(of: "members", as: RowScope(enterpriseID: enterprise)) == 1)
        for table in ["notices", "members"] {
            #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: .new(), accountID: .new())) == 0)
            #expect(try await bench.rows(of: table, as: nil) == 0)
        }
        #expect(try await bench.unprotectedTables().isEmpty)
    }

    @Test func `of somebody else are not marked`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.bench.tell(
            SubmissionReviewed(
                submissionID: .new(),
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                accountID: person.accountID,
                personID: person.personID,
                phone: world.phone(person),
                approved: true
            ),
            use: world.service.tellReviewed
        )
        let notice = try #require(await world.inbox(of: person.accountID).page.items.first)
        let stranger = Caller(accountID: .new(), side: .worker)
        _ = try await world.bench.ask(MarkNoticesRead(upTo: notice.id), as: stranger, use: world.service.markRead)
        #expect(try await world.inbox(of: person.accountID).unread == 1)
    }

    @Test func `need somebody who is logged in`() async throws {
        let world = try await World()
        let found = try await refusal {
            try await world.bench.ask(ListNotices(page: PageRequest()), use: world.service.listNotices)
        }
        #expect(found?.kind == .unauthorized)
    }
}

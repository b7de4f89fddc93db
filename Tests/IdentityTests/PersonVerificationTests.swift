import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Identity

struct `Proving who a person is` {
    @Test func `goes from pending over the code to passed`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        #expect(started.status == .pending)
        let jobs = try await world.bench.waiting(AskCarrier.self) { $0.verificationID == started.id }
        #expect(jobs.count == 1)

        #expect(try await world.askCarrier(started.id) == .done)
        #expect(try await world.verification(started.id, as: opened.caller).status == .codeRequired)
        let question = try #require(world.provider.questions.first)
        #expect(question.path == "/carrier/three-factor")
        #expect(question.authorization == "Bearer t-1")
        #expect(question.text("requestID") == started.id.description)
        #expect(question.text("idNumber") == person.idNumber)
        #expect(question.text("phone") == person.phone)

        let code = try await world.verificationCode(for: person)
        #expect(try await world.confirm(started.id, code: code, as: opened.caller).status == .passed)
        let session = try await world.session(opened)
        #expect(session.personVerified)
        #expect(session.personName == person.name)
        let event = try #require(
            await world.bench.announced(PersonVerified.self) { $0.accountID == session.accountID }.first
        )
        #expect(event.personID == session.personID)
        #expect(event.receipt == "R-1")
        #expect(event.idNumberMasked == "1101*************" + person.idNumber.suffix(1))
        #expect(try world.bench.keys.open(event.idNumber, context: SealContext.idNumber) == person.idNumber)
        #expect(event.sex == (person.idNumber.dropLast().last?.wholeNumberValue.map { $0 % 2 } == 1 ? .male : .female))
        #expect(event.verifiedAt == world.clock.now)
    }

    @Test func `is told to who waits for it, once it is settled`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        async let waiting = world.settledVerification(started.id, as: caller)
        async let another = world.settledVerification(started.id, as: caller)
        #expect(try await world.verification(started.id, as: caller).status == .pending)
        #expect(try await world.askCarrier(started.id) == .done)
        #expect(try await waiting.status == .codeRequired)
        #expect(try await another.status == .codeRequired)
        // What is settled already is told at once.
        #expect(try await world.settledVerification(started.id, as: caller).status == .codeRequired)
    }

    @Test func `leaves no number readable in any table`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.verify(person, as: world.worker(person).caller)
        for table in ["persons", "accounts", "person_verifications", "codes", "outbox", "jobs"] {
            let text = try await world.bench.text(of: table)
            #expect(!text.contains(person.idNumber) && !text.contains(person.phone), "\(table)")
        }
    }

    @Test(arguments: [("mismatch", "identity.carrier-mismatch"), ("not-found", "identity.carrier-not-found")])
    func `fails when the carrier says so`(result: String, reason: String) async throws {
        let world = try await World { _ in World.verdict(result) }
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        #expect(try await world.askCarrier(started.id) == .done)
        let view = try await world.verification(started.id, as: opened.caller)
        #expect(view == VerificationView(id: started.id, status: .failed, reason: reason))
        let found = try await refusal { try await world.confirm(started.id, code: "123456", as: opened.caller) }
        #expect(found?.code == "identity.verification-not-waiting")
    }

    @Test func `fails after the provider was down three times`() async throws {
        let world = try await World { _ in .init(status: 503) }
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        #expect(try await world.askCarrier(started.id, attempt: 1) == .retry(after: .seconds(1)))
        #expect(try await world.askCarrier(started.id, attempt: 2) == .retry(after: .seconds(1)))
        #expect(try await world.verification(started.id, as: opened.caller).status == .pending)
        guard case .failed = try await world.askCarrier(started.id, attempt: 3) else {
            Issue.record("tried a fourth time")
            return
        }
        let view = try await world.verification(started.id, as: opened.caller)
        #expect(view.reason == "identity.provider-unavailable")
        #expect(Set(world.provider.questions.map { $0.text("requestID") }) == [started.id.description])
    }

    @Test func `waits as long as a busy provider asks`() async throws {
        let world = try await World { _ in .init(status: 429, headers: ["Retry-After": "2"]) }
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        #expect(try await world.askCarrier(started.id) == .retry(after: .seconds(2)))
        world.provider.reply { _ in World.verdict("match") }
        #expect(try await world.askCarrier(started.id, attempt: 2) == .done)
        #expect(try await world.verification(started.id, as: opened.caller).status == .codeRequired)
    }

    @Test func `sends one code when the job runs twice`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        #expect(try await world.askCarrier(started.id) == .done)
        #expect(try await world.askCarrier(started.id, attempt: 2) == .done)
        #expect(try await world.verificationCodes(for: person) == 1)
        #expect(world.provider.questions.count == 1)
    }

    @Test func `counts wrong codes`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        _ = try await world.askCarrier(started.id)
        let code = try await world.verificationCode(for: person)
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 1...5 {
            let found = try await refusal { try await world.confirm(started.id, code: wrong, as: opened.caller) }
            #expect(found?.fields == ["code": "code.wrong"])
        }
        let found = try await refusal { try await world.confirm(started.id, code: code, as: opened.caller) }
        #expect(found?.fields == ["code": "code.burnt"])
    }

    @Test func `on two accounts finds one person`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let first = try await world.worker(person)
        try await world.verify(person, as: first.caller)
        var again = FictionalPerson()
        again.idNumber = person.idNumber
        let second = try await world.worker(again)
        try await world.verify(again, as: second.caller)
        let found = try await world.session(second)
        #expect(found.accountID != first.session.accountID)
        #expect(try await world.session(first).personID == found.personID)
    }

    @Test func `a second time is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        try await world.verify(person, as: opened.caller)
        let found = try await refusal { try await world.startVerification(of: person, as: opened.caller) }
        #expect(found?.code == "identity.person-verified-already")
    }

    @Test func `cannot turn an account into another person by a verification begun before`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let other = FictionalPerson("测试乙")
        let stale = try await world.startVerification(of: other, as: opened.caller)
        _ = try await world.askCarrier(stale.id)
        try await world.verify(person, as: opened.caller)
        let code = try await world.verificationCode(for: other)
        let found = try await refusal { try await world.confirm(stale.id, code: code, as: opened.caller) }
        #expect(found?.code == "identity.person-verified-already")
        #expect(try await world.session(opened).personName == person.name)
    }

    @Test func `needs consent, an offered method and a number of one's own carrier`() async throws {
        let world = try await World()
        var person = FictionalPerson()
        let opened = try await world.worker(person)
        person.phone = "17000000001"
        let found = try await refusal { [person] in
            try await world.startVerification(of: person, as: opened.caller, consent: false, method: .face)
        }
        #expect(
            found?.fields == [
                "consent": "identity.verification-consent-required",
                "method": "identity.method-not-offered",
                "phone": "identity.phone-virtual",
            ]
        )
    }

    @Test func `of somebody else can neither be read nor finished`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: opened.caller)
        _ = try await world.askCarrier(started.id)
        let stranger = try await world.worker(FictionalPerson("测试乙"))
        let read = try await refusal { try await world.verification(started.id, as: stranger.caller) }
        let code = try await world.verificationCode(for: person)
        let finished = try await refusal { try await world.confirm(started.id, code: code, as: stranger.caller) }
        #expect(read?.kind == .notFound)
        #expect(finished?.kind == .notFound)
    }
}

struct `Beginning a verification again` {
    @Test func `with the same words finds the code that was just sent`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        let twice = try await world.startVerification(of: person, as: caller)
        #expect(twice == started)
        _ = try await world.askCarrier(started.id)
        let sentAt = world.clock.now
        world.clock.advance(by: 59)
        let again = try await world.startVerification(of: person, as: caller)
        #expect(again == VerificationView(id: started.id, status: .codeRequired, codeSentAt: sentAt))
        #expect(try await world.verificationCodes(for: person) == 1)
        #expect(try await world.bench.waiting(AskCarrier.self) { $0.verificationID == started.id }.count == 1)
        let code = try await world.verificationCode(for: person)
        #expect(try await world.confirm(again.id, code: code, as: caller).status == .passed)
    }

    @Test func `later sends another code without asking the carrier again`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        _ = try await world.askCarrier(started.id)
        world.clock.advance(by: 60)
        let again = try await world.startVerification(of: person, as: caller)
        #expect(again == VerificationView(id: started.id, status: .codeRequired, codeSentAt: world.clock.now))
        #expect(try await world.verificationCodes(for: person) == 2)
        #expect(world.provider.questions.count == 1)
        let code = try await world.verificationCode(for: person)
        #expect(try await world.confirm(again.id, code: code, as: caller).status == .passed)
    }

    @Test func `finds the code that still counts where the limits forbid another`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        _ = try await world.askCarrier(started.id)
        var again = started
        // The phone was sent one to log in and one by the carrier's answer.
        for _ in 2..<CodeHistory.perPhoneAnHour {
            world.clock.advance(by: 60)
            again = try await world.startVerification(of: person, as: caller)
            #expect(again.codeSentAt == world.clock.now)
        }
        world.clock.advance(by: 61)
        let refused = try await refusal { try await world.resendCode(of: started.id, as: caller) }
        #expect(refused?.code == "identity.code-limit-hour")
        #expect(try await world.startVerification(of: person, as: caller) == again)
        let code = try await world.verificationCode(for: person)
        #expect(try await world.confirm(again.id, code: code, as: caller).status == .passed)
    }

    @Test func `with other words is a new try, which waits until its phone may be sent a code`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        _ = try await world.askCarrier(started.id)
        var other = person
        other.name = "测试乙"
        let hasty = try await refusal { [other] in try await world.startVerification(of: other, as: caller) }
        #expect(hasty?.code == "identity.code-too-soon")
        #expect(hasty?.retryAt == world.clock.now.addingTimeInterval(60))
        // Another phone need not wait.
        var elsewhere = FictionalPerson()
        elsewhere.name = person.name
        elsewhere.idNumber = person.idNumber
        let second = try await world.startVerification(of: elsewhere, as: caller)
        #expect(second.status == .pending && second.id != started.id)
        world.clock.advance(by: 60)
        let third = try await world.startVerification(of: other, as: caller)
        #expect(third.status == .pending && third.id != started.id && third.id != second.id)
    }

    @Test func `counts new tries only`() async throws {
        let world = try await World { _ in World.verdict("mismatch") }
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        for _ in 1...IdentityService.verificationsADay {
            let started = try await world.startVerification(of: person, as: caller)
            #expect(try await world.startVerification(of: person, as: caller).id == started.id)
            _ = try await world.askCarrier(started.id)
        }
        let found = try await refusal { try await world.startVerification(of: person, as: caller) }
        #expect(found?.code == "identity.verification-limit-day")
    }

    @Test func `after half an hour asks the carrier anew`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        _ = try await world.askCarrier(started.id)
        world.clock.advance(by: 30 * 60)
        let found = try await refusal { try await world.resendCode(of: started.id, as: caller) }
        #expect(found?.code == "identity.verification-not-waiting")
        let again = try await world.startVerification(of: person, as: caller)
        #expect(again.status == .pending && again.id != started.id)
    }
}

struct `Sending a verification's code again` {
    @Test func `waits a minute and then sends one that counts`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        let early = try await refusal { try await world.resendCode(of: started.id, as: caller) }
        #expect(early?.code == "identity.verification-not-waiting")
        _ = try await world.askCarrier(started.id)
        let first = try await world.verificationCode(for: person)
        let hasty = try await refusal { try await world.resendCode(of: started.id, as: caller) }
        #expect(hasty?.code == "identity.code-too-soon")
        world.clock.advance(by: 60)
        let sent = try await world.resendCode(of: started.id, as: caller)
        #expect(sent == VerificationView(id: started.id, status: .codeRequired, codeSentAt: world.clock.now))
        #expect(try await world.verification(started.id, as: caller) == sent)
        let second = try await world.verificationCode(for: person)
        if first != second {
            let old = try await refusal { try await world.confirm(started.id, code: first, as: caller) }
            #expect(old?.fields == ["code": "code.wrong"])
        }
        #expect(try await world.confirm(started.id, code: second, as: caller).status == .passed)
    }

    @Test func `is for its own person only`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let caller = try await world.worker(person).caller
        let started = try await world.startVerification(of: person, as: caller)
        _ = try await world.askCarrier(started.id)
        world.clock.advance(by: 60)
        let stranger = try await world.worker(FictionalPerson("测试乙")).caller
        #expect(try await refusal { try await world.resendCode(of: started.id, as: stranger) }?.kind == .notFound)
        #expect(try await world.verificationCodes(for: person) == 1)
    }
}

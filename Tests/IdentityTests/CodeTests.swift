import Foundation
import Messages
import ServiceBench
import Testing

@testable import Identity

struct `Asking for a code` {
    @Test func `again within a minute is refused until the minute is over`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        _ = try await world.code(for: person, .login)
        world.clock.advance(by: 59)
        let found = try await refusal { try await world.code(for: person, .login) }
        #expect(found?.code == "identity.code-too-soon")
        #expect(found?.retryAt == world.clock.now.addingTimeInterval(1))
        world.clock.advance(by: 1)
        _ = try await world.code(for: person, .login)
    }

    @Test func `more than five times an hour or ten times a day is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        for _ in 1...2 {
            for _ in 1...5 {
                _ = try await world.code(for: person, .login)
                world.clock.advance(by: 60)
            }
            let found = try await refusal { try await world.code(for: person, .login) }
            #expect(["identity.code-limit-hour", "identity.code-limit-day"].contains(found?.code))
            world.clock.advance(by: 3600)
        }
        let found = try await refusal { try await world.code(for: person, .login) }
        #expect(found?.code == "identity.code-limit-day")
        #expect(found?.kind == .tooMany)
        world.clock.advance(by: 86_400)
        _ = try await world.code(for: person, .login)
    }

    @Test func `for a verification is not possible by hand`() async throws {
        let world = try await World()
        let found = try await refusal { try await world.code(for: FictionalPerson(), .personVerification) }
        #expect(found?.fields == ["purpose": "identity.purpose-unknown"])
    }

    @Test func `for a malformed number is refused at its field`() async throws {
        let world = try await World()
        var person = FictionalPerson()
        person.phone = "1380000"
        let found = try await refusal { [person] in try await world.code(for: person, .login) }
        #expect(found?.fields == ["phone": "identity.phone-malformed"])
    }

    @Test func `too often from one address is refused whatever the phone`() throws {
        let now = Date(timeIntervalSince1970: 1_795_399_200)
        let history = CodeHistory(lastForPurpose: nil, phoneLastHour: 0, phoneLastDay: 0, addressLastHour: 60)
        #expect(throws: Refusal.self) { try history.allowAnother(now: now) }
    }
}

struct `Using a code` {
    private static func other(than code: String) -> String {
        code == "000000" ? "000001" : "000000"
    }

    @Test func `wrongly five times burns it`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let code = try await world.code(for: person, .login)
        for _ in 1...5 {
            let found = try await refusal { try await world.logIn(person, code: Self.other(than: code)) }
            #expect(found?.fields == ["code": "code.wrong"])
        }
        let found = try await refusal { try await world.logIn(person, code: code) }
        #expect(found?.fields == ["code": "code.burnt"])
    }

    @Test func `rightly after four wrong tries works`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let code = try await world.code(for: person, .login)
        for _ in 1...4 {
            let found = try await refusal { try await world.logIn(person, code: Self.other(than: code)) }
            #expect(found?.fields == ["code": "code.wrong"])
        }
        #expect(try await refusal { try await world.logIn(person, code: code) } == nil)
    }

    @Test func `after five minutes is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let code = try await world.code(for: person, .login)
        world.clock.advance(by: 300)
        let found = try await refusal { try await world.logIn(person, code: code) }
        #expect(found?.fields == ["code": "code.expired"])
    }

    @Test func `a second time is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let code = try await world.code(for: person, .login)
        _ = try await world.logIn(person, code: code)
        let found = try await refusal { try await world.logIn(person, code: code) }
        #expect(found?.fields == ["code": "code.wrong"])
    }

    @Test func `for another purpose is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let code = try await world.code(for: person, .registerEnterprise)
        let found = try await refusal { try await world.logIn(person, code: code) }
        #expect(found?.fields == ["code": "code.wrong"])
    }

    @Test func `after a newer one was sent is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let old = try await world.code(for: person, .login)
        world.clock.advance(by: 60)
        let new = try await world.code(for: person, .login)
        guard old != new else { return }
        let found = try await refusal { try await world.logIn(person, code: old) }
        #expect(found?.fields == ["code": "code.wrong"])
        _ = try await world.logIn(person, code: new)
    }
}

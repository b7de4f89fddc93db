import Foundation
import Identifiers
import Messages
import ServiceBench
import Testing

@testable import Identity

struct `Logging in` {
    @Test func `by code registers an unknown worker once`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let first = try await world.worker(person)
        world.clock.advance(by: 60)
        let second = try await world.worker(person)
        #expect(first.session.accountID == second.session.accountID)
        #expect(first.session.sessionID != second.session.sessionID)
        #expect(try await world.session(first).side == .worker)
    }

    @Test func `keeps the phone sealed`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        _ = try await world.worker(person)
        #expect(try await !world.bench.text(of: "accounts").contains(person.phone))
        #expect(try await !world.bench.text(of: "codes").contains(person.phone))
    }

    @Test func `as an employer acts for the only enterprise`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let registered = try await world.register(person)
        let opened = try await world.logIn(person, side: .employer, code: world.code(for: person, .login))
        #expect(opened.session.enterpriseID == registered.enterprise.id)
    }

    @Test func `as an employer without an enterprise is refused`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let code = try await world.code(for: person, .login)
        let found = try await refusal { try await world.logIn(person, side: .employer, code: code) }
        #expect(found?.code == "identity.no-enterprise")
    }

    @Test func `needs the agreements`() async throws {
        let world = try await World()
        let found = try await refusal { try await world.logIn(FictionalPerson(), code: "123456", agreements: []) }
        #expect(found?.fields == ["agreements": "identity.agreements-required"])
    }

    @Test func `as the regulator is not offered`() async throws {
        let world = try await World()
        let found = try await refusal { try await world.logIn(FictionalPerson(), side: .regulator, code: "123456") }
        #expect(found?.kind == .unsupported)
    }

    @Test func `by password with an unknown phone is refused like a wrong password`() async throws {
        let world = try await World()
        let known = FictionalPerson()
        let opened = try await world.worker(known)
        try await world.setPassword("correct horse 9", as: opened.caller)
        let wrong = try await refusal { try await world.logIn(known, password: "wrong horse 9") }
        let unknown = try await refusal { try await world.logIn(FictionalPerson(), password: "wrong horse 9") }
        #expect(wrong != nil)
        #expect(wrong == unknown)
        #expect(try await world.logIn(known, password: "correct horse 9").session.hasPassword)
    }

    @Test func `by password is locked for a while after ten wrong ones`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let opened = try await world.worker(person)
        try await world.setPassword("correct horse 9", as: opened.caller)
        for _ in 1...10 {
            let found = try await refusal { try await world.logIn(person, password: "wrong horse 9") }
            #expect(found?.code == "identity.password-wrong")
        }
        let locked = try await refusal { try await world.logIn(person, password: "correct horse 9") }
        #expect(locked?.code == "identity.password-locked")
        #expect(locked?.retryAt == world.clock.now.addingTimeInterval(15 * 60))
        world.clock.advance(by: 15 * 60)
        _ = try await world.logIn(person, password: "correct horse 9")
    }
}

struct `A session` {
    @Test func `ends when its owner logs out`() async throws {
        let world = try await World()
        let opened = try await world.worker(FictionalPerson())
        let request = LogOut(sessionID: opened.session.sessionID)
        _ = try await world.bench.ask(request, as: opened.caller, use: world.service.logOut)
        #expect(try await refusal { try await world.session(opened) }?.kind == .unauthorized)
        let changes = try await world.bench.announced(SessionChanged.self) { $0.sessionID == opened.session.sessionID }
        #expect(changes.map(\.ended) == [true])
    }

    @Test func `ends by itself after twelve hours`() async throws {
        let world = try await World()
        let opened = try await world.worker(FictionalPerson())
        world.clock.advance(by: 12 * 3600 - 1)
        _ = try await world.session(opened)
        world.clock.advance(by: 1)
        #expect(try await refusal { try await world.session(opened) }?.code == "identity.login-required")
    }

    @Test func `cannot be ended by somebody else`() async throws {
        let world = try await World()
        let opened = try await world.worker(FictionalPerson())
        let other = try await world.worker(FictionalPerson("测试乙"))
        let request = LogOut(sessionID: opened.session.sessionID)
        _ = try await refusal { try await world.bench.ask(request, as: other.caller, use: world.service.logOut) }
        #expect(try await world.session(opened).sessionID == opened.session.sessionID)
    }

    @Test func `acts for one of several enterprises only when it was chosen`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let first = try await world.register(person)
        world.clock.advance(by: 60)
        _ = try await world.register(person, name: "示例贸易有限公司")
        let opened = try await world.logIn(person, side: .employer, code: world.code(for: person, .login))
        #expect(opened.session.enterpriseID == nil)
        let chosen = try await world.bench.ask(
            ChooseEnterprise(enterpriseID: first.enterprise.id),
            as: opened.caller,
            use: world.service.chooseEnterprise
        )
        #expect(chosen.enterpriseID == first.enterprise.id)
        #expect(try await world.session(opened).enterpriseID == first.enterprise.id)
    }

    @Test func `cannot act for somebody else's enterprise`() async throws {
        let world = try await World()
        let theirs = try await world.register(FictionalPerson("测试乙"))
        let mine = try await world.register(FictionalPerson())
        let found = try await refusal {
            try await world.bench.ask(
                ChooseEnterprise(enterpriseID: theirs.enterprise.id),
                as: mine.session.caller,
                use: world.service.chooseEnterprise
            )
        }
        #expect(found?.kind == .notFound)
    }
}

struct `Setting a password` {
    @Test func `ends every other session and tells the caches`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let other = try await world.worker(person)
        world.clock.advance(by: 60)
        let own = try await world.worker(person)
        try await world.setPassword("correct horse 9", as: own.caller)
        #expect(try await refusal { try await world.session(other) }?.code == "identity.login-required")
        #expect(try await world.session(own).hasPassword)
        let ended = try await world.bench.announced(SessionChanged.self) { $0.sessionID == other.session.sessionID }
        #expect(ended.contains { $0.ended })
        let kept = try await world.bench.announced(SessionChanged.self) { $0.sessionID == own.session.sessionID }
        #expect(!kept.isEmpty && kept.allSatisfy { !$0.ended })
    }

    @Test(
        arguments: [
            ("short1", "identity.password-length"), (String(repeating: "长", count: 129), "identity.password-length"),
            ("12345678", "identity.password-common"), ("aaaaaaaaa", "identity.password-common"),
            ("Password2026", "identity.password-common"), ("abcdefgh", "identity.password-common"),
        ]
    )
    func `that is easily guessed is refused`(password: String, code: String) async throws {
        let world = try await World()
        let opened = try await world.worker(FictionalPerson())
        let found = try await refusal { try await world.setPassword(password, as: opened.caller) }
        #expect(found?.fields == ["password": code])
    }

    @Test func `of another account is refused`() async throws {
        let world = try await World()
        let opened = try await world.worker(FictionalPerson())
        let request = SetPassword(accountID: .new(), password: try world.bench.seal("correct horse 9", "password"))
        let found = try await refusal {
            try await world.bench.ask(
                request,
                as: opened.caller,
                preparing: world.service.hashPassword,
                use: world.service.setPassword
            )
        }
        #expect(found?.kind == .notFound)
    }
}

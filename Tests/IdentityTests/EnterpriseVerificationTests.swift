import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Identity

struct `Proving who an enterprise is` {
    /// An enterprise whose administrator has proven who they are.
    private struct Registered {
        let world: World
        let person: FictionalPerson
        let enterprise: EnterpriseID
        let opened: SessionOpened
        let caller: Caller

        init(_ register: @escaping @Sendable () -> ProviderServer.Answer = { World.verdict("match") }) async throws {
            world = try await World { $0.path.hasPrefix("/carrier") ? World.verdict("match") : register() }
            person = FictionalPerson()
            let reply = try await world.register(person)
            opened = reply.session
            enterprise = reply.enterprise.id
            try await world.verify(person, as: opened.caller)
            caller = try await world.session(opened).caller(address: nil, agent: nil)
        }

        func start(representative: FictionalPerson? = nil, as other: Caller? = nil) async throws -> VerificationView {
            let representative = representative ?? person
            let request = StartEnterpriseVerification(
                enterpriseID: enterprise,
                method: .legalRepresentative,
                values: try world.bench.keys.seal(
                    FieldValues(texts: [
                        "organizationType": "enterprise", "legalRepresentative.name": representative.name,
                        "legalRepresentative.idNumber": representative.idNumber,
                    ])
                )
            )
            return try await world.bench.ask(
                request,
                as: other ?? caller,
                use: world.service.startEnterpriseVerification
            )
        }

        func askRegister(_ id: VerificationID, attempt: Int = 1) async throws -> JobOutcome {
            let job = try #require(await world.bench.waiting(AskRegister.self) { $0.verificationID == id }.first)
            return try await world.bench.run { try await world.service.askRegister(job, world.context(attempt)) }
        }

        func view(_ id: VerificationID, as other: Caller? = nil) async throws -> VerificationView {
            try await world.bench.ask(
                GetEnterpriseVerification(verificationID: id),
                as: other ?? caller,
                use: world.service.getEnterpriseVerification
            )
        }
    }

    @Test func `passes when the register knows the representative, and is announced`() async throws {
        let registered = try await Registered()
        let started = try await registered.start()
        #expect(started.status == .pending)
        #expect(try await registered.askRegister(started.id) == .done)
        #expect(try await registered.view(started.id).status == .passed)
        let session = try await registered.world.session(registered.opened)
        #expect(session.enterprises.map(\.verified) == [true])
        let events = try await registered.world.bench.announced(EnterpriseVerified.self) {
            $0.enterpriseID == registered.enterprise
        }
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.legalRepresentativeName == registered.person.name)
        #expect(event.handlerPersonID == session.personID)
        #expect(event.receipt == "R-1")
        let question = try #require(registered.world.provider.questions.last)
        #expect(question.path == "/enterprise-register/legal-representative")
        #expect(question.text("uscc") == event.uscc)
        let again = try await refusal { try await registered.start() }
        #expect(again?.code == "identity.enterprise-verified-already")
    }

    @Test func `begun twice passes twice and is announced once`() async throws {
        let registered = try await Registered()
        let first = try await registered.start()
        let second = try await registered.start()
        for id in [first.id, second.id] {
            #expect(try await registered.askRegister(id) == .done)
            #expect(try await registered.view(id).status == .passed)
        }
        let events = try await registered.world.bench.announced(EnterpriseVerified.self) {
            $0.enterpriseID == registered.enterprise
        }
        #expect(events.count == 1)
    }

    @Test func `fails at once when the operator is not the representative`() async throws {
        let registered = try await Registered()
        let started = try await registered.start(representative: FictionalPerson("测试乙"))
        #expect(started.status == .failed)
        #expect(started.reason == "identity.not-legal-representative")
        let jobs = try await registered.world.bench.waiting(AskRegister.self) { $0.verificationID == started.id }
        #expect(jobs.isEmpty)
    }

    @Test(arguments: [("mismatch", "identity.register-mismatch"), ("not-found", "identity.register-not-found")])
    func `fails when the register says so`(result: String, reason: String) async throws {
        let registered = try await Registered { World.verdict(result) }
        let started = try await registered.start()
        #expect(try await registered.askRegister(started.id) == .done)
        #expect(try await registered.view(started.id).reason == reason)
        let session = try await registered.world.session(registered.opened)
        #expect(session.enterprises.map(\.verified) == [false])
    }

    @Test func `fails after the register was down three times`() async throws {
        let registered = try await Registered { .init(status: 500) }
        let started = try await registered.start()
        #expect(try await registered.askRegister(started.id, attempt: 2) == .retry(after: .seconds(1)))
        guard case .failed = try await registered.askRegister(started.id, attempt: 3) else {
            Issue.record("tried a fourth time")
            return
        }
        #expect(try await registered.view(started.id).reason == "identity.provider-unavailable")
    }

    @Test func `is for administrators only`() async throws {
        let registered = try await Registered()
        var handler = registered.caller
        handler.roles = [.handler]
        let found = try await refusal { [handler] in try await registered.start(as: handler) }
        #expect(found?.code == "identity.role-required")
    }

    @Test func `needs a proven operator`() async throws {
        let registered = try await Registered()
        var unproven = registered.caller
        unproven.personVerified = false
        let found = try await refusal { [unproven] in try await registered.start(as: unproven) }
        #expect(found?.code == "identity.person-unverified")
    }

    @Test func `shows its rows to its own enterprise only`() async throws {
        let registered = try await Registered()
        let started = try await registered.start()
        let bench = registered.world.bench
        let table = "enterprise_verifications"
        #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: registered.enterprise)) == 1)
        #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: .new())) == 0)
        #expect(try await bench.rows(of: table, as: RowScope(accountID: registered.caller.accountID)) == 0)
        #expect(try await bench.rows(of: table, as: .system) == 0)
        var stranger = registered.caller
        stranger.enterpriseID = .new()
        let found = try await refusal { [stranger] in try await registered.view(started.id, as: stranger) }
        #expect(found?.kind == .notFound)
        #expect(try await !bench.text(of: table).contains(registered.person.idNumber))
    }
}

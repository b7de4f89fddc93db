import Foundation
import Identifiers
import Messages
import Postgres
import ServiceBench
import Testing

@testable import Identity
@testable import Messaging

extension World {
    /// What the listener does with an event of any service.
    @discardableResult
    func note<E: Event>(_ event: E, by caller: Caller? = nil, id: MessageID = .new()) async throws -> MessageHeaders {
        let headers = MessageHeaders(
            id: id,
            type: E.type,
            source: E.service.rawValue,
            time: clock.now,
            key: event.key,
            caller: caller,
            trace: .start()
        )
        let envelope = EventEnvelope(headers: headers, topic: E.service.events, body: try WireCoding.encode(event))
        try await bench.database.withTransaction(context: RowScope.system.settings) { transaction in
            try await service.logEvent(envelope, in: transaction)
        }
        return headers
    }

    func operations(
        _ operation: String? = nil,
        by account: AccountID? = nil,
        from: Date? = nil,
        to: Date? = nil,
        page: PageRequest = PageRequest(),
        as caller: Caller
    ) async throws -> ListOperations.Reply {
        let request = ListOperations(operation: operation, accountID: account, from: from, to: to, page: page)
        return try await bench.ask(request, as: caller, use: service.listOperations)
    }

    func turn(_ contract: ContractID, of enterprise: EnterpriseID, _ person: FictionalPerson) throws -> SignerTurn {
        SignerTurn(
            contractID: contract,
            contractName: "劳动合同",
            enterpriseID: enterprise,
            enterpriseName: "示例科技有限公司",
            role: .employee,
            accountID: person.accountID,
            phone: try bench.seal(person.phone, SealContext.phone)
        )
    }
}

struct `The operation log` {
    @Test func `says who did what to what and in which story`() async throws {
        let world = try await World()
        let admin = FictionalPerson("测试乙")
        let registered = try await world.register(admin)
        let caller = registered.session.caller
        let contract = ContractID.new()
        let headers = try await world.note(world.turn(contract, of: registered.enterprise.id, .init()), by: caller)
        let found = try await world.operations(as: caller)
        let entry = try #require(found.page.items.first)
        #expect(entry.type == "signing.signer-turn.v1")
        #expect(entry.subject == contract.description)
        #expect(entry.accountID == caller.accountID)
        #expect(entry.actor == Masks.phone(admin.phone))
        #expect(entry.at == world.clock.now)
        #expect(entry.trace == headers.trace?.traceID)
        #expect(
            found.members == [
                OperationMember(accountID: try #require(caller.accountID), name: Masks.phone(admin.phone))
            ]
        )
    }

    @Test func `names a verified person`() async throws {
        let world = try await World()
        let admin = FictionalPerson("测试乙")
        let registered = try await world.register(admin)
        let caller = registered.session.caller
        try await world.verify(admin, as: caller)
        try await world.note(world.turn(.new(), of: registered.enterprise.id, .init()), by: caller)
        let found = try await world.operations(as: caller)
        #expect(found.page.items.first?.actor == "测试乙")
        #expect(found.members.map(\.name) == ["测试乙"])
    }

    @Test func `holds each event once and no personal data`() async throws {
        let world = try await World()
        let worker = FictionalPerson("测试丁")
        let registered = try await world.register(FictionalPerson())
        let id = MessageID.new()
        for _ in 1...2 { try await world.note(world.turn(.new(), of: registered.enterprise.id, worker), id: id) }
        #expect(try await world.operations(as: registered.session.caller).page.items.count == 1)
        let row = try await world.bench.admin.one(
            "SELECT string_agg(l::text, ' ') AS t FROM operation_log AS l WHERE enterprise_id = \(registered.enterprise.id)"
        )
        let text: String = try #require(row).get("t")
        #expect(!text.contains(worker.phone) && !text.contains("测试丁") && !text.contains("劳动合同"))
        #expect(!text.contains("v1.k1."))
    }

    @Test func `finds the enterprise of an event that only names a contract`() async throws {
        let world = try await World()
        let worker = FictionalPerson("测试丁")
        let registered = try await world.register(FictionalPerson())
        let contract = ContractID.new()
        try await world.note(world.turn(contract, of: registered.enterprise.id, worker), by: registered.session.caller)
        let failed = SigningFailed(contractID: contract, reason: "signing.document-unreadable")
        try await world.note(failed, by: worker.asWorker(world.bench.keys))
        try await world.note(SigningFailed(contractID: .new(), reason: "signing.document-unreadable"))
        let found = try await world.operations("signing.failed.v1", as: registered.session.caller)
        #expect(found.page.items.map(\.subject) == [contract.description])
        #expect(found.page.items.first?.accountID == worker.accountID)
    }

    @Test func `leaves out what somebody proved for themselves, unless acting for the enterprise`() async throws {
        let world = try await World()
        let admin = FictionalPerson()
        let registered = try await world.register(admin)
        // From now on the log knows the account as a subject of this enterprise.
        try await world.setPassword("correct horse battery", as: registered.session.caller)
        world.clock.advance(by: 3600)
        let worker = try await world.logIn(admin, code: world.code(for: admin, .login)).caller
        try await world.verify(admin, as: worker)
        let event = try #require(
            await world.bench.announced(PersonVerified.self) { $0.accountID == worker.accountID }.first
        )
        try await world.note(event, by: worker)
        try await world.note(event)
        let own = try await world.operations(PersonVerified.type, as: registered.session.caller)
        #expect(own.page.items.isEmpty)

        let other = try await world.register(FictionalPerson()).session.caller
        var acting = worker
        acting.enterpriseID = other.enterpriseID
        try await world.note(event, by: acting)
        let filed = try await world.operations(PersonVerified.type, as: other)
        #expect(filed.page.items.map(\.subject) == [event.accountID.description])
    }

    @Test func `enters logging in and out, choosing an enterprise and a new password`() async throws {
        let world = try await World()
        let admin = FictionalPerson()
        let enterprise = try await world.register(admin).enterprise.id
        world.clock.advance(by: 3600)
        let opened = try await world.logIn(admin, side: .employer, code: world.code(for: admin, .login))
        _ = try await world.bench.ask(
            ChooseEnterprise(enterpriseID: enterprise),
            as: opened.caller,
            use: world.service.chooseEnterprise
        )
        try await world.setPassword("correct horse battery", as: opened.caller)
        let session = try #require(opened.caller.sessionID)
        _ = try await world.bench.ask(LogOut(sessionID: session), as: opened.caller, use: world.service.logOut)
        let types = try await world.operations(as: opened.caller).page.items.map(\.type)
        #expect(
            types == [
                "identity.log-out.v1", "identity.set-password.v1", "identity.choose-enterprise.v1",
                "identity.log-in.v1",
            ]
        )
    }

    @Test func `passes over signs for caches`() async throws {
        let world = try await World()
        let registered = try await world.register(FictionalPerson())
        let session = try #require(registered.session.caller.sessionID)
        try await world.note(
            SessionChanged(sessionID: session, tokenHash: "00", ended: false),
            by: registered.session.caller
        )
        #expect(try await world.operations(as: registered.session.caller).page.items.isEmpty)
    }

    @Test func `is filtered by time, type and member, and read in parts`() async throws {
        let world = try await World()
        let registered = try await world.register(FictionalPerson())
        let caller = registered.session.caller
        let enterprise = registered.enterprise.id
        let worker = FictionalPerson()
        let start = world.clock.now
        var contracts: [String] = []
        for index in 0..<3 {
            let contract = ContractID.new()
            contracts.insert(contract.description, at: 0)
            let by = index == 1 ? worker.asWorker(world.bench.keys) : caller
            try await world.note(world.turn(contract, of: enterprise, worker), by: by)
            world.clock.advance(by: 60)
        }
        let first = try await world.operations(page: PageRequest(limit: 2), as: caller)
        let rest = try await world.operations(page: PageRequest(cursor: first.page.next, limit: 2), as: caller)
        #expect((first.page.items + rest.page.items).map(\.subject) == contracts)
        #expect(rest.page.next == nil)
        let byWorker = try await world.operations(by: worker.accountID, as: caller)
        #expect(byWorker.page.items.map(\.subject) == [contracts[1]])
        let later = try await world.operations(from: start.addingTimeInterval(60), as: caller)
        #expect(later.page.items.map(\.subject) == Array(contracts.prefix(2)))
        let earlier = try await world.operations(to: start.addingTimeInterval(60), as: caller)
        #expect(earlier.page.items.map(\.subject) == [contracts[2]])
        #expect(try await world.operations("signing.signed.v1", as: caller).page.items.isEmpty)
    }

    @Test func `is for the administrators of that enterprise only`() async throws {
        let world = try await World()
        let registered = try await world.register(FictionalPerson())
        let enterprise = registered.enterprise.id
        try await world.note(world.turn(.new(), of: enterprise, .init()), by: registered.session.caller)
        var handler = registered.session.caller
        handler.roles = [.handler]
        let refused = try await refusal { [handler] in try await world.operations(as: handler) }
        #expect(refused?.code == "identity.role-required")
        let worker = FictionalPerson().asWorker(world.bench.keys)
        #expect(try await refusal { try await world.operations(as: worker) }?.kind == .forbidden)
        let other = try await world.register(FictionalPerson())
        #expect(try await world.operations(as: other.session.caller).page.items.isEmpty)
        let bench = world.bench
        #expect(try await bench.rows(of: "operation_log", as: RowScope(enterpriseID: enterprise)) == 1)
        #expect(try await bench.rows(of: "operation_log", as: RowScope(enterpriseID: .new())) == 0)
        #expect(try await bench.rows(of: "operation_log", as: nil) == 0)
    }

    @Test func `cannot be changed, not even by the service, and only ages`() async throws {
        let world = try await World()
        let registered = try await world.register(FictionalPerson())
        let enterprise = registered.enterprise.id
        try await world.note(world.turn(.new(), of: enterprise, .init()))
        let database = world.bench.database
        for scope in [RowScope(enterpriseID: enterprise), RowScope(enterpriseID: enterprise, name: "system")] {
            let changed = try await database.withTransaction(context: scope.settings) { transaction in
                try await transaction.execute("UPDATE operation_log SET type = 'x' WHERE enterprise_id = \(enterprise)")
            }
            #expect(changed == 0)
        }
        let removed = try await database.withTransaction(context: RowScope(enterpriseID: enterprise).settings) {
            try await $0.execute("DELETE FROM operation_log WHERE enterprise_id = \(enterprise)")
        }
        #expect(removed == 0)
    }
}

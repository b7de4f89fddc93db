import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import Testing

@testable import Signing

struct `Opening a flow` {
    @Test func `happens once and tells the first signer`() async throws {
        let world = try await World()
        let event = try await world.launched()
        try await world.bench.tell(event, use: world.service.openFlow)
        let turns = try await world.turns(event.contractID)
        #expect(turns.map(\.role) == [.employee])
        #expect(turns.first?.accountID == world.worker.accountID)
        #expect(try turns.first.map { try world.bench.keys.open($0.phone, context: "phone") } == world.worker.phone)
    }

    @Test func `without an order tells both signers at once`() async throws {
        let world = try await World()
        let event = try await world.launched(ordered: false)
        let turns = try await world.turns(event.contractID)
        #expect(turns.map(\.role) == [.employee, .enterprise])
        #expect(turns.last?.accountID == world.handler.accountID)
    }

    @Test func `before the handler is known is tried again`() async throws {
        let world = try await World()
        var event = try await world.launchEvent()
        event.handlerAccountID = .new()
        do {
            try await world.bench.tell(event, use: world.service.openFlow)
            Issue.record("opened without a handler")
        } catch is AccountNotKnownYet {}
    }

    @Test func `shows it to its two sides only`() async throws {
        let world = try await World()
        let event = try await world.launched()
        let bench = world.bench
        for (table, count) in ["flows": 1, "signers": 2] {
            #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: world.enterprise)) == count)
            #expect(try await bench.rows(of: table, as: RowScope(accountID: world.worker.accountID)) == count)
        }
        let other = try await World()
        for stranger in [other.employer, other.employee] {
            let found = try await refusal { try await world.willingness(event.contractID, as: stranger) }
            #expect(found == Flow.unknown)
        }
    }
}

struct `Rows of a flow` {
    @Test func `are shown to its two sides, to no stranger and to nobody unnamed`() async throws {
        let world = try await World()
        let event = try await world.launched()
        let bench = world.bench
        _ = try await world.completed(event.contractID)
        for scope in [RowScope(enterpriseID: world.enterprise), RowScope(accountID: world.worker.accountID)] {
            let certificates = try await bench.database.withTransaction(context: scope.settings) { transaction in
                try await transaction.query("SELECT FROM certificates WHERE revoked_at IS NULL").count
            }
            #expect(certificates == 2)
            let steps = try await bench.rows(of: "evidence", as: scope)
            #expect(steps >= 6)
        }
        for account in [world.worker.accountID, world.handler.accountID] {
            #expect(try await bench.rows(of: "willingness", as: RowScope(accountID: account)) == 1)
        }
        #expect(try await bench.rows(of: "willingness", as: RowScope(enterpriseID: world.enterprise)) == 0)
        let shown = try await bench.database.query("SELECT FROM certificates WHERE revoked_at IS NULL")
        #expect(shown.isEmpty)
        for table in ["flows", "signers", "willingness", "evidence"] {
            #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: .new(), accountID: .new())) == 0)
            #expect(try await bench.rows(of: table, as: .system) == 0)
            #expect(try await bench.rows(of: table, as: nil) == 0)
        }
    }

    @Test func `tell everybody which certificates were revoked, and nothing of others`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        _ = try await world.completed(id)
        try await world.bench.admin.execute(
            "UPDATE certificates SET revoked_at = now() WHERE contract_id = \(id) AND role = 'employee'"
        )
        let shown = try await world.bench.database.query("SELECT role FROM certificates WHERE contract_id = \(id)")
        #expect(try shown.map { try $0.get("role", as: String.self) } == ["employee"])
    }
}

struct `Tables without row-level security` {
    @Test func `are read copies that either side's events look up`() async throws {
        let world = try await World()
        #expect(try await world.bench.unprotectedTables() == ["accounts", "enterprises", "stored_objects"])
    }
}

struct `Asking for a willingness code` {
    @Test func `names employer and contract and goes to the signer`() async throws {
        let world = try await World()
        let event = try await world.launched()
        let (id, _) = try await world.willingness(event.contractID, as: world.employee, method: .voice)
        let issued = try await world.bench.announced(WillingnessCodeIssued.self) { $0.willingnessID == id }
        let first = try #require(issued.first)
        #expect(issued.count == 1)
        #expect(first.enterpriseName == "示例科技有限公司")
        #expect(first.contractName == "劳动合同")
        #expect(first.method == .voice)
        #expect(first.expiresAt == world.clock.now.addingTimeInterval(300))
        #expect(try world.bench.keys.open(first.phone, context: SealContext.phone) == world.worker.phone)
    }

    @Test func `is limited to one a minute and five an hour for a contract`() async throws {
        let world = try await World()
        let contract = try await world.launched().contractID
        for _ in 1...5 {
            _ = try await world.willingness(contract, as: world.employee)
            let soon = try await refusal { try await world.willingness(contract, as: world.employee) }
            #expect(soon?.code == "signing.code-too-soon")
            world.clock.advance(by: 60)
        }
        let many = try await refusal { try await world.willingness(contract, as: world.employee) }
        #expect(many?.code == "signing.code-limit")
        let other = try await world.launched().contractID
        _ = try await world.willingness(other, as: world.employee)
        world.clock.advance(by: 3600)
        _ = try await world.willingness(contract, as: world.employee)
    }

    @Test func `is for the one whose turn it is`() async throws {
        let world = try await World()
        let contract = try await world.launched().contractID
        let found = try await refusal { try await world.willingness(contract, as: world.employer) }
        #expect(found?.code == "signing.not-your-turn")
        let free = try await world.launched(ordered: false).contractID
        _ = try await world.willingness(free, as: world.employer)
    }

    @Test func `needs a proven person and an offered method`() async throws {
        let world = try await World()
        let contract = try await world.launched().contractID
        var unproven = world.employee
        unproven.personVerified = false
        let person = try await refusal { [unproven] in try await world.willingness(contract, as: unproven) }
        #expect(person?.code == "identity.person-unverified")
        let face = try await refusal { try await world.willingness(contract, as: world.employee, method: .face) }
        #expect(face?.fields == ["method": "signing.method-not-offered"])
    }

    @Test func `as another handler of the enterprise sends it to that handler`() async throws {
        let world = try await World()
        let contract = try await world.launched(ordered: false).contractID
        let colleague = FictionalPerson("测试丁")
        let caller = colleague.asEmployer(of: world.enterprise, world.bench.keys)
        let early = try await refusal { try await world.willingness(contract, as: caller) }
        #expect(early?.kind == .unavailable)
        try await world.announce(colleague)
        let (id, _) = try await world.willingness(contract, as: caller)
        let issued = try #require(
            await world.bench.announced(WillingnessCodeIssued.self) { $0.willingnessID == id }.first
        )
        #expect(try world.bench.keys.open(issued.phone, context: SealContext.phone) == colleague.phone)
    }
}

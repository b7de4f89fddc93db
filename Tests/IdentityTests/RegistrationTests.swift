import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres
import ServiceBench
import Testing

@testable import Identity

struct `Registering an enterprise` {
    @Test func `makes the enterprise, its administrator and a session`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let reply = try await world.register(person, name: " 示例科技有限公司 ")
        #expect(reply.enterprise.name == "示例科技有限公司")
        #expect(!reply.enterprise.verified)
        let session = try await world.session(reply.session)
        #expect(session.enterpriseID == reply.enterprise.id)
        #expect(session.enterprises.map(\.roles) == [[.administrator, .handler]])
        #expect(session.phoneMasked == person.phone.prefix(3) + "****" + person.phone.suffix(4))
        #expect(session.expiresAt == world.clock.now.addingTimeInterval(8 * 3600))
        let registered = try await world.bench.announced(EnterpriseRegistered.self) {
            $0.enterpriseID == reply.enterprise.id
        }
        #expect(registered.count == 1)
        let joined = try await world.bench.announced(MemberJoined.self) { $0.enterpriseID == reply.enterprise.id }
        #expect(joined.map(\.accountID) == [session.accountID])
    }

    @Test func `records each consent with its version, time and address`() async throws {
        let world = try await World()
        let reply = try await world.register(FictionalPerson())
        let account = reply.session.session.accountID
        let rows = try await world.bench.admin.query("SELECT * FROM consents WHERE account_id = \(account)")
        #expect(try Set(rows.map { try $0.get("agreement", as: String.self) }) == Set(World.agreements))
        for row in rows {
            #expect(try row.get("version") == Agreements.version)
            #expect(try row.get("consented_at") == world.clock.now)
            #expect(try row.get("address") == "203.0.113.7")
        }
    }

    @Test func `names a wrong check digit at its field`() async throws {
        let world = try await World()
        let good = FictionalPerson.socialCreditCode()
        let wrong = good.dropLast() + (good.hasSuffix("1") ? "2" : "1")
        let found = try await refusal { try await world.register(FictionalPerson(), uscc: String(wrong)) }
        #expect(found?.fields == ["uscc": "identity.uscc-check-digit"])
    }

    @Test func `names every bad field at once`() async throws {
        let world = try await World()
        let found = try await refusal {
            try await world.register(FictionalPerson(), name: " ", uscc: "91", code: "12a456", agreements: ["platform"])
        }
        #expect(
            found?.fields == [
                "name": "identity.enterprise-name-required",
                "uscc": "identity.uscc-malformed",
                "code": "code.malformed",
                "agreements": "identity.agreements-required",
            ]
        )
    }

    @Test func `of a code that is registered already is refused and leaves the SMS code usable`() async throws {
        let world = try await World()
        let uscc = FictionalPerson.socialCreditCode()
        _ = try await world.register(FictionalPerson(), uscc: uscc)
        let second = FictionalPerson("测试乙")
        let code = try await world.code(for: second, .registerEnterprise)
        let found = try await refusal { try await world.register(second, uscc: uscc, code: code) }
        #expect(found?.code == "identity.enterprise-registered-already")
        #expect(found?.kind == .conflict)
        let reply = try await world.register(second, code: code)
        #expect(reply.session.session.enterprises.count == 1)
    }
}

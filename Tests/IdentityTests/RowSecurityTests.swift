import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Identity

struct `Rows of an account` {
    @Test func `are shown to that account, to nobody else and to nobody unnamed`() async throws {
        let world = try await World()
        let bench = world.bench
        let person = FictionalPerson()
        let worker = try await world.worker(person)
        try await world.verify(person, as: worker.caller)
        let own = RowScope(accountID: worker.caller.accountID)
        #expect(try await bench.rows(of: "sessions", as: own) == 1)
        #expect(try await bench.rows(of: "person_verifications", as: own) == 1)
        #expect(try await bench.rows(of: "consents", as: own) == World.agreements.count + 1)
        for table in ["sessions", "person_verifications", "consents", "members"] {
            #expect(try await bench.rows(of: table, as: RowScope(enterpriseID: .new(), accountID: .new())) == 0)
            #expect(try await bench.rows(of: table, as: .system) == 0)
            #expect(try await bench.rows(of: table, as: nil) == 0)
        }
    }

    @Test func `are opened one by one by the key that names them`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = try await world.worker(person)
        let started = try await world.startVerification(of: person, as: worker.caller)
        let token = try world.bench.keys.open(worker.token, context: SealContext.token)
        let keys: [(String, RowKey, String)] = [
            ("sessions", .session, Digest.sha256Hex(Data(token.utf8))),
            ("person_verifications", .verification, started.id.description),
        ]
        for (table, key, value) in keys {
            #expect(try await world.bench.rows(of: table, as: RowScope(), holding: [key: value]) == 1)
        }
    }
}

struct `Rows of an enterprise` {
    @Test func `name its members to it and to the member`() async throws {
        let world = try await World()
        let bench = world.bench
        let registered = try await world.register(FictionalPerson())
        let enterprise = registered.enterprise.id
        let account = registered.session.caller.accountID
        #expect(try await bench.rows(of: "members", as: RowScope(enterpriseID: enterprise)) == 1)
        #expect(try await bench.rows(of: "members", as: RowScope(accountID: account)) == 1)
        #expect(try await bench.rows(of: "members", as: RowScope(enterpriseID: .new(), accountID: .new())) == 0)
        #expect(try await bench.rows(of: "members", as: nil) == 0)
        // Nobody makes themselves a member of an enterprise they do not act for.
        let error = await #expect(throws: PostgresError.self) {
            try await bench.database.withTransaction(context: RowScope(accountID: account).settings) { transaction in
                let another = try await world.register(FictionalPerson()).enterprise.id
                try await transaction.insertMember(
                    #require(account),
                    of: another,
                    roles: [.administrator],
                    now: world.clock.now
                )
            }
        }
        #expect(error?.isPermissionDenied == true)
    }
}

struct `Tables without row-level security` {
    @Test func `are those in which somebody is looked up before it is known who asks`() async throws {
        let world = try await World()
        #expect(try await world.bench.unprotectedTables() == ["accounts", "codes", "enterprises", "persons"])
    }
}

import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Signing

/// Somebody with very many drawn signatures, beside very many enterprises with a seal each.
struct `A large drawer` {
    @Test func `of signatures and seals is opened without reading it all`() async throws {
        let world = try await World()
        let account = AccountID.new()
        try await world.bench.database.withTransaction(context: RowScope(accountID: account).settings) { transaction in
            let image = world.shared.handwriting
            try await transaction.insertHandwriting(.new(), of: account, image: image, now: world.clock.now)
        }
        try await world.bench.multiply(
            "handwritten_signatures",
            where: "account_id = \(account)",
            changes: "'created_at', r.created_at - n * interval '1 minute'"
        )
        try await world.bench.multiply(
            "seals",
            where: "enterprise_id = \(world.enterprise)",
            times: 20_000,
            changes: "'enterprise_id', gen_random_uuid()"
        )
        let scope = RowScope(enterpriseID: world.enterprise, accountID: account)
        let reads = try await world.bench.reads(of: ["handwritten_signatures", "seals"], as: scope) { transaction in
            let drawn = try await transaction.handwritings(of: account)
            let seals = try await transaction.seals(of: world.enterprise)
            #expect(drawn.count == 20 && seals.count == 1)
        }
        #expect(reads.isBounded, "\(reads)")
    }
}

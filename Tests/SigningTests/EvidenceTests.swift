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

struct `Evidence` {
    @Test func `is an unbroken chain whose link stands in each certificate`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        _ = try await world.completed(id)
        let rows = try await world.bench.admin.query(
            "SELECT * FROM evidence WHERE contract_id = \(id) ORDER BY position"
        )
        let kinds = try rows.map { try $0.get("kind", as: String.self) }
        let proven = ["identity", "consent", "identity", "consent"]
        #expect(kinds == ["launched"] + proven + ["willingness", "signed", "willingness", "signed", "completed"])
        var chain: [(entry: Data, link: Data)] = try rows.map { (try $0.get("entry"), try $0.get("link")) }
        #expect(EvidenceChain.firstBrokenLink(chain) == nil)
        let certificates = try await world.bench.admin.query(
            "SELECT * FROM certificates WHERE contract_id = \(id) ORDER BY issued_at"
        )
        let digests = try certificates.map { try Certificate(der: $0.get("certificate")).evidenceDigest }
        #expect(digests == [chain[5].link, chain[7].link])
        #expect(try certificates.map { try $0.get("subject", as: String.self) } == ["测试甲", "示例科技有限公司"])
        let text = chain.map { String(decoding: $0.entry, as: UTF8.self) }.joined()
        #expect(!text.contains(world.worker.phone) && !text.contains(world.worker.idNumber))
        chain[2].entry.append(0x20)
        #expect(EvidenceChain.firstBrokenLink(chain) == 2)
    }

    @Test func `goes on with what was viewed and delivered, also after the end`() async throws {
        let world = try await World()
        let event = try await world.launched()
        let id = event.contractID
        let viewed = world.clock.now
        try await world.bench.tell(world.viewed(event), use: world.service.recordView)
        let end = try await world.completed(id)
        world.clock.advance(by: 60)
        try await world.bench.tell(world.delivered(end), use: world.service.recordDelivery)
        let chain = try await world.chain(id)
        #expect(EvidenceChain.firstBrokenLink(chain.map { ($0.bytes, $0.link) }) == nil)
        #expect(chain.map(\.entry.kind).suffix(2) == ["completed", "delivered"])
        let view = try #require(chain.first { $0.entry.kind == "viewed" }).entry
        #expect(view.at == viewed)
        #expect(view.role == .employee)
        #expect(
            view.details == [
                "document": event.document.sha256, "account": world.worker.accountID.description,
                "personID": world.worker.personID.description,
            ]
        )
        let delivery = try #require(chain.last).entry
        #expect(delivery.at == world.clock.now)
        #expect(delivery.details["document"] == end.document.sha256)
        #expect(delivery.details["channel"] == "download")
        #expect(try await world.verify(world.shared.store.get(end.document)).valid)
    }

    @Test func `passes over the view of a contract that is not known`() async throws {
        let world = try await World()
        let event = try await world.launchEvent()
        try await world.bench.tell(world.viewed(event), use: world.service.recordView)
        #expect(try await world.chain(event.contractID).isEmpty)
    }

    @Test func `stays one chain when several add to it at once`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let before = try await world.chain(id).count
        let scope = RowScope(enterpriseID: world.enterprise)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...8 {
                group.addTask {
                    try await world.bench.database.withTransaction(context: scope.settings) { transaction in
                        for step in 1...3 {
                            let details = ["step": "\(number).\(step)"]
                            let entry = EvidenceEntry(kind: "viewed", at: world.clock.now, details: details)
                            try await transaction.addEvidence(entry, to: id)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let chain = try await world.chain(id)
        #expect(chain.count == before + 24)
        #expect(EvidenceChain.firstBrokenLink(chain.map { ($0.bytes, $0.link) }) == nil)
    }

    @Test func `cannot be added where the flow is not seen`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let stranger = RowScope(enterpriseID: .new(), accountID: .new())
        await #expect(throws: EvidenceWithoutFlow.self) {
            try await world.bench.database.withTransaction(context: stranger.settings) { transaction in
                let entry = EvidenceEntry(kind: "viewed", at: world.clock.now, details: [:])
                _ = try await transaction.addEvidence(entry, to: id)
            }
        }
    }

    @Test func `and every other table hold no number in plain text`() async throws {
        let world = try await World()
        _ = try await world.completed(world.launched().contractID)
        for table in ["accounts", "flows", "signers", "willingness", "evidence", "outbox", "certificates"] {
            let text = try await world.bench.text(of: table)
            #expect(!text.contains(world.worker.phone) && !text.contains(world.worker.idNumber), "\(table)")
        }
    }
}

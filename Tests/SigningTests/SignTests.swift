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

struct `Signing a contract` {
    @Test func `by the employee and then the enterprise completes it`() async throws {
        let world = try await World()
        let event = try await world.launched()
        let id = event.contractID
        let started = world.clock.now
        #expect(try await world.signAsEmployee(id, world.willingness(id, as: world.employee)) == .signing)
        #expect(try await world.turns(id).map(\.role) == [.employee, .enterprise])
        world.clock.advance(by: 60)
        #expect(try await world.signAsEnterprise(id, world.willingness(id, as: world.employer)) == .completed)

        let signed = try await world.bench.announced(ContractSigned.self) { $0.contractID == id }
        #expect(signed.map(\.role) == [.employee, .enterprise])
        #expect(signed.map(\.revision) == [1, 2])
        #expect(signed.map(\.signedAt) == [started, world.clock.now])
        #expect(Set(signed.map(\.document.sha256) + [event.document.sha256]).count == 3)
        for (signature, fields) in zip(signed, [event.signers[0].fields, event.signers[1].fields]) {
            let bytes = try await world.shared.store.get(#require(signature.picture))
            let picture = try JSONDecoder().decode(RevisionPicture.self, from: bytes)
            #expect(picture.pages.isSubset(of: fields.map { $0.page + 1 }))
            #expect(!picture.pages.isEmpty)
        }
        let completed = try await world.bench.announced(ContractCompleted.self) { $0.contractID == id }
        let end = try #require(completed.first)
        #expect(completed.count == 1)
        #expect(end.document == signed.last?.document)
        #expect(end.parties.map(\.role) == [.employee, .enterprise])
        #expect(end.parties.map(\.accountID) == [world.worker.accountID, world.handler.accountID])
        #expect(
            try end.parties.map { try world.bench.keys.open($0.phone, context: SealContext.phone) }
                == [world.worker.phone, world.handler.phone]
        )
        let again = try await refusal { try await world.willingness(id, as: world.employee) }
        #expect(again?.code == "signing.not-open")
    }

    @Test func `without an order may begin with the enterprise`() async throws {
        let world = try await World()
        let id = try await world.launched(ordered: false).contractID
        #expect(try await world.signAsEnterprise(id, world.willingness(id, as: world.employer)) == .signing)
        let twice = try await refusal { try await world.willingness(id, as: world.employer) }
        #expect(twice?.code == "signing.signed-already")
        #expect(try await world.signAsEmployee(id, world.willingness(id, as: world.employee)) == .completed)
        let end = try #require(await world.bench.announced(ContractCompleted.self) { $0.contractID == id }.first)
        #expect(try await world.verify(world.shared.store.get(end.document)).valid)
    }

    @Test func `with a code for the document before the other's signature is refused`() async throws {
        let world = try await World()
        let id = try await world.launched(ordered: false).contractID
        let stale = try await world.willingness(id, as: world.employer)
        _ = try await world.signAsEmployee(id, world.willingness(id, as: world.employee))
        let found = try await refusal { try await world.signAsEnterprise(id, stale) }
        #expect(found?.code == "signing.document-changed")
    }

    @Test func `with five wrong codes burns the right one`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let right = try await world.willingness(id, as: world.employee)
        let wrong = (id: right.id, code: right.code == "000000" ? "000001" : "000000")
        for _ in 1...5 {
            let found = try await refusal { try await world.signAsEmployee(id, wrong) }
            #expect(found?.fields == ["code": "code.wrong"])
        }
        #expect(try await refusal { try await world.signAsEmployee(id, right) }?.fields == ["code": "code.burnt"])
        #expect(try await world.bench.announced(ContractSigned.self) { $0.contractID == id }.isEmpty)
    }

    @Test func `with an expired code or one for another contract is refused`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let other = try await world.launched().contractID
        let foreign = try await world.willingness(other, as: world.employee)
        #expect(try await refusal { try await world.signAsEmployee(id, foreign) }?.fields == ["code": "code.wrong"])
        let own = try await world.willingness(id, as: world.employee)
        world.clock.advance(by: 300)
        #expect(try await refusal { try await world.signAsEmployee(id, own) }?.fields == ["code": "code.expired"])
    }

    @Test func `with a used code is refused`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let used = try await world.willingness(id, as: world.employee)
        _ = try await world.signAsEmployee(id, used)
        #expect(try await refusal { try await world.signAsEmployee(id, used) }?.code == "signing.signed-already")
        let row = try await world.bench.admin.one("SELECT used_at FROM willingness WHERE id = \(used.id)")
        #expect(try row?.get("used_at") == world.clock.now)
    }

    @Test(
        arguments: [
            ([:], "note", "field.required"), (["note": "x", "other": "y"], "other", "field.unknown"),
            (["note": String(repeating: "长", count: 150)], "note", "documents.value-too-long"),
            (["note": "\u{10FFFD}"], "note", "documents.value-invalid"),
        ] as [([String: String], String, String)]
    )
    func `with a bad value of one's own names its field and keeps the code`(
        values: [String: String],
        key: String,
        code: String
    ) async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let willingness = try await world.willingness(id, as: world.employee)
        let found = try await refusal { try await world.signAsEmployee(id, willingness, values: values) }
        #expect(found?.kind == .invalid)
        #expect(found?.fields == ["fields.\(key)": code])
        #expect(try await world.signAsEmployee(id, willingness) == .signing)
    }

    @Test func `whose document takes no signature ends it for good`() async throws {
        let world = try await World()
        var event = try await world.launchEvent()
        event.document = try await world.shared.store.put(Data("%PDF-1.7 no document".utf8), kind: .document)
        try await world.bench.tell(event, use: world.service.openFlow)
        let id = event.contractID
        let willingness = try await world.willingness(id, as: world.employee)
        let found = try await refusal { try await world.signAsEmployee(id, willingness) }
        #expect(found?.code == "signing.document-unreadable")
        #expect(found?.kind == .conflict)
        let failed = try await world.bench.announced(SigningFailed.self) { $0.contractID == id }
        #expect(failed.map(\.reason) == ["signing.document-unreadable"])
        #expect(failed.first?.contractName == "劳动合同")
        #expect(failed.first?.parties?.map(\.accountID) == [world.worker.accountID, world.handler.accountID])
        let chain = try await world.chain(id)
        #expect(chain.map(\.entry.kind).suffix(2) == ["willingness", "failed"])
        #expect(EvidenceChain.firstBrokenLink(chain.map { ($0.bytes, $0.link) }) == nil)
        let again = try await refusal { try await world.willingness(id, as: world.employee) }
        #expect(again?.code == "signing.not-open")
        #expect(try await world.bench.announced(ContractSigned.self) { $0.contractID == id }.isEmpty)
    }

    @Test func `is tried again while documents cannot be worked on`() {
        for code in [DocumentProblem.Code.unavailable, .timedOut] {
            let error = SigningService.error(because: DocumentProblem(code))
            #expect((error as? DocumentProblem)?.isPassing == true)
        }
        #expect(SigningService.error(because: DocumentProblem(.damaged)) is DocumentUnsignable)
        #expect(SigningService.error(because: DocumentProblem(.imageInvalid)) is Refusal)
    }

    @Test func `takes the own handwriting only`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let willingness = try await world.willingness(id, as: world.employee)
        let foreign = try await world.keepHandwriting(of: world.handler)
        let found = try await refusal { try await world.signAsEmployee(id, willingness, signature: foreign) }
        #expect(found?.fields == ["signatureID": "signing.signature-unknown"])
        let none = try await refusal {
            try await world.sign(id, willingness, ["note": "x"], as: world.employee)
        }
        #expect(none?.fields == ["signatureID": "signing.signature-required"])
        let drawn = try await world.shared.store.put(Data("no picture".utf8), kind: .handwriting)
        let broken = HandwrittenSignatureID.new()
        let scope = RowScope(accountID: world.worker.accountID)
        try await world.bench.database.withTransaction(context: scope.settings) { transaction in
            try await transaction.insertHandwriting(
                broken,
                of: world.worker.accountID,
                image: drawn,
                now: world.clock.now
            )
        }
        let picture = try await refusal { try await world.signAsEmployee(id, willingness, signature: broken) }
        #expect(picture?.fields == ["signatureID": "documents.image-invalid"])
    }

    @Test func `takes the own enterprise's seal only`() async throws {
        let world = try await World()
        let other = try await World()
        let id = try await world.launched(ordered: false).contractID
        let willingness = try await world.willingness(id, as: world.employer)
        let theirs = try await other.seal()
        let found = try await refusal {
            try await world.sign(id, willingness, [:], as: world.employer, seal: theirs)
        }
        #expect(found?.fields == ["sealID": "signing.seal-unknown"])
        let none = try await refusal { try await world.sign(id, willingness, [:], as: world.employer) }
        #expect(none?.fields == ["sealID": "signing.seal-required"])
    }
}

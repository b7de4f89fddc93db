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

struct `Judging an uploaded document` {
    @Test func `that both sides signed finds it valid`() async throws {
        let world = try await World()
        let end = try await world.completed(world.launched().contractID)
        let found = try await world.verify(world.shared.store.get(end.document))
        #expect(found.valid)
        #expect(found.signatures.map(\.role) == [.employee, .enterprise])
        #expect(found.signatures.map(\.signer) == ["测试甲", "示例科技有限公司"])
        #expect(found.signatures.allSatisfy { $0.intact && $0.trusted && $0.timestamped && $0.coversDocument })
        #expect(found.signatures.compactMap(\.problem).isEmpty)
        #expect(found.signatures.last?.signedAt == world.clock.now)
    }

    @Test func `that one byte was changed in finds it not valid`() async throws {
        let world = try await World()
        let end = try await world.completed(world.launched().contractID)
        var pdf = try await world.shared.store.get(end.document)
        let mark = try #require(pdf.firstRange(of: Data("stream\n".utf8)))
        pdf[mark.upperBound + 8] ^= 1
        let tampered = pdf
        do {
            let found = try await world.verify(tampered)
            #expect(!found.valid)
            #expect(found.signatures.contains { !$0.intact })
        } catch let refusal as Refusal {
            #expect(refusal.fields["file"]?.hasPrefix("documents.") == true)
        }
    }

    @Test func `that nobody signed finds no signature`() async throws {
        let world = try await World()
        let event = try await world.launched()
        let found = try await world.verify(world.shared.store.get(event.document))
        #expect(found == VerifyDocument.Reply(valid: false, signatures: []))
    }

    @Test func `that is no PDF is refused with the reason`() async throws {
        let world = try await World()
        let found = try await refusal { try await world.verify(Data("no PDF at all".utf8)) }
        #expect(found?.fields == ["file": "documents.not-a-pdf"])
    }

    @Test func `whose certificate was revoked before says so`() async throws {
        let world = try await World()
        let id = try await world.launched().contractID
        let end = try await world.completed(id)
        let before = world.clock.now.addingTimeInterval(-3600)
        try await world.bench.admin.execute(
            "UPDATE certificates SET revoked_at = \(before) WHERE contract_id = \(id) AND role = 'employee'"
        )
        let found = try await world.verify(world.shared.store.get(end.document))
        #expect(!found.valid)
        #expect(found.signatures.first?.problem == "signature.revoked")
        #expect(found.signatures.last?.trusted == true)
    }

    @Test func `can be done by anybody with the root and the revocation list`() async throws {
        let world = try await World()
        let anchor = try await world.bench.ask(GetTrustAnchor(), use: world.service.getTrustAnchor)
        #expect(try Certificate(pem: anchor.rootPEM).isAuthority)
        #expect(!anchor.revocationList.isEmpty)
    }

    @Test func `makes nobody sign the revocation list more than once a minute, but when another is revoked`()
        async throws
    {
        let world = try await World()
        let authority = world.shared.authority.certificates
        let lists = SignedRevocations()
        let now = world.clock.now
        let first = try await lists.list([], by: authority, now: now)
        #expect(lists.kept([], now: now.addingTimeInterval(59)) == first)
        #expect(lists.kept([], now: now.addingTimeInterval(60)) == nil)
        // A clock that was set back makes no list last.
        #expect(lists.kept([], now: now.addingTimeInterval(-1)) == nil)
        let revoked = ["0a", "0b"].map { RevokedCertificate(serialHex: $0, revokedAt: now) }
        #expect(lists.kept(revoked, now: now) == nil)
        let second = try await lists.list(revoked, by: authority, now: now.addingTimeInterval(1))
        #expect(second != first)
        let later = now.addingTimeInterval(2)
        #expect(try await lists.list(revoked.reversed(), by: authority, now: later) == second)
    }
}

struct `Seals and handwriting` {
    @Test func `of an enterprise is made once`() async throws {
        let world = try await World()
        try await world.announceEnterprise()
        let seals = try await world.bench.ask(ListSeals(), as: world.employer, use: world.service.listSeals).seals
        #expect(seals.map(\.kind) == [.official])
        let png = try await world.shared.store.get(#require(seals.first).image)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let other = try await World()
        let theirs = try await world.bench.ask(ListSeals(), as: other.employer, use: world.service.listSeals).seals
        #expect(theirs.map(\.id) != seals.map(\.id))
        #expect(try await world.bench.rows(of: "seals", as: RowScope(enterpriseID: world.enterprise)) == 1)
        #expect(try await world.bench.rows(of: "seals", as: RowScope(accountID: world.handler.accountID)) == 0)
    }

    @Test func `is kept only when it is a picture in the store that was drawn`() async throws {
        let world = try await World()
        let store = world.shared.store
        let png = try await store.get(world.shared.handwriting)
        var unfinished = png
        unfinished.removeLast(png.count / 2)
        let absent = try await store.put(png + Data("absent".utf8), kind: .handwriting)
        try await store.delete(absent)
        var mistaken = world.shared.handwriting
        mistaken = ObjectReference(key: mistaken.key, sha256: absent.sha256, size: mistaken.size)
        let large = png + Data(count: SigningService.largestHandwriting)
        let wrong: [(ObjectReference, String)] = [
            (try await store.put(Data("no picture".utf8), kind: .handwriting), "documents.image-invalid"),
            (try await store.put(unfinished, kind: .handwriting), "documents.image-invalid"),
            (try await store.put(large, kind: .handwriting), "documents.image-invalid"),
            (try await store.put(png, kind: .seal), "signing.signature-unknown"),
            (ObjectReference(key: "handwriting/../seal", sha256: "x", size: 1), "signing.signature-unknown"),
            (absent, "signing.signature-unknown"), (mistaken, "signing.signature-unknown"),
        ]
        for (image, code) in wrong {
            let found = try await refusal { try await world.keepHandwriting(of: world.worker, image: image) }
            #expect(found?.kind == .invalid)
            #expect(found?.fields == ["png": code])
        }
        let scope = RowScope(accountID: world.worker.accountID)
        #expect(try await world.bench.rows(of: "handwritten_signatures", as: scope) == 0)
    }

    @Test func `is kept for its owner only, newest first`() async throws {
        let world = try await World()
        let first = try await world.keepHandwriting(of: world.worker)
        let second = try await world.keepHandwriting(of: world.worker)
        func list(_ account: AccountID, as caller: Caller) async throws -> [HandwrittenSignatureID] {
            let request = ListHandwrittenSignatures(accountID: account)
            return try await world.bench.ask(request, as: caller, use: world.service.listHandwrittenSignatures)
                .signatures.map(\.id)
        }
        #expect(try await list(world.worker.accountID, as: world.employee) == [second, first])
        #expect(try await list(world.handler.accountID, as: world.employer).isEmpty)
        let found = try await refusal { try await list(world.worker.accountID, as: world.employer) }
        #expect(found?.kind == .notFound)
        let request = KeepHandwrittenSignature(
            accountID: world.worker.accountID,
            image: world.shared.handwriting
        )
        let kept = try await refusal {
            try await world.bench.ask(
                request,
                as: world.employer,
                preparing: world.service.checkDrawing,
                use: world.service.keepHandwrittenSignature
            )
        }
        #expect(kept?.kind == .notFound)
    }
}

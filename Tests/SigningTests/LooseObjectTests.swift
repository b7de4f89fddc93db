import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import StoredObjects
import Testing

@testable import Signing

/// What was put into the store for this service, and what became of it when no row refers to it.
struct `A stored drawing` {
    @Test func `that was refused is deleted after a day, one that was kept is not`() async throws {
        let world = try await World()
        let store = TrackedStore(world.shared.store, kinds: [.document, .seal, .handwriting], in: world.bench.database)
        let service = SigningService(
            keys: world.bench.keys,
            store: store,
            authority: world.shared.authority,
            verifier: DocumentVerifier(),
            now: { world.clock.now }
        )
        let person = FictionalPerson()
        func keep(_ image: ObjectReference) async throws {
            let request = KeepHandwrittenSignature(accountID: person.accountID, image: image)
            let caller = person.asWorker(world.bench.keys)
            _ = try await world.bench.ask(
                request,
                as: caller,
                preparing: service.checkDrawing,
                use: service.keepHandwrittenSignature
            )
        }
        // Both were put by a Gateway, which tracks nothing.
        let scrawl = try await world.shared.store.put(Data("no picture \(UUID())".utf8), kind: .handwriting)
        #expect(try await refusal { try await keep(scrawl) }?.fields.keys.sorted() == ["png"])
        try await keep(world.shared.handwriting)
        let both: SQL = "key = ANY(\([scrawl.key, world.shared.handwriting.key]))"
        try await world.bench.age("stored_objects", "put_at", days: 2, where: both)
        while try await store.collectOne() {}
        #expect(try await store.exists(scrawl) == false)
        #expect(try await store.exists(world.shared.handwriting))
    }
}

import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import StoredObjects
import Testing

@testable import Contracts

/// What was put into the store, and what became of it when no row refers to it.
struct `A stored document` {
    let world: World
    let store: TrackedStore

    init() async throws {
        world = try await World()
        let base = try #require(world.service.store as? EncryptedObjectStore)
        store = TrackedStore(base, kinds: [.document], in: world.bench.database)
    }

    /// Makes what was put look as old as that.
    private func age(_ reference: ObjectReference, hours: Int) async throws {
        try await world.bench.admin.execute(
            """
            UPDATE stored_objects SET put_at = put_at - make_interval(hours => \(hours)) WHERE key = \(reference.key)
            """
        )
    }

    private func collect() async throws {
        while try await store.collectOne() {}
    }

    @Test func `that no row refers to is deleted after a day`() async throws {
        let reference = try await store.put(Data("of a refused launch \(UUID())".utf8), kind: .document)
        try await age(reference, hours: 23)
        try await collect()
        #expect(try await store.exists(reference))
        try await age(reference, hours: 2)
        try await collect()
        #expect(try await store.exists(reference) == false)
        #expect(try await world.bench.count("stored_objects", where: "key = \(reference.key)") == 0)
    }

    @Test func `that was put again has a day again`() async throws {
        let bytes = Data("of two launches \(UUID())".utf8)
        let reference = try await store.put(bytes, kind: .document)
        try await age(reference, hours: 25)
        #expect(try await store.put(bytes, kind: .document) == reference)
        try await collect()
        #expect(try await store.exists(reference))
    }

    @Test func `stays for good when a contract has referred to it, also when a later revision took its place`()
        async throws
    {
        let contract = try await world.launched(FictionalPerson())
        let first = Data("revision 1 \(UUID())".utf8)
        let reference = try await store.put(first, kind: .document)
        try await world.sign(contract, .employee, revision: 1, content: first)
        try await world.sign(contract, .enterprise, revision: 2)
        // The same bytes once more, by a command that fails.
        _ = try await store.put(first, kind: .document)
        try await age(reference, hours: 100)
        try await collect()
        #expect(try await store.exists(reference))
    }

    @Test func `is not deleted while somebody puts the same bytes`() async throws {
        let bytes = Data("of a race \(UUID())".utf8)
        let reference = try await store.put(bytes, kind: .document)
        try await age(reference, hours: 25)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await store.collectOne() }
            group.addTask { _ = try? await store.put(bytes, kind: .document) }
        }
        #expect(try await store.exists(reference))
    }
}

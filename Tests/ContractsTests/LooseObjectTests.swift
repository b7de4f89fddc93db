import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import StoredObjects
import Synchronization
import Testing

@testable import Contracts
@testable import ObjectStore

/// What was put into the store, and what became of it when no row refers to it.
///
/// One after the other: each collects what all have left.
@Suite(.serialized) struct `A stored document` {
    let world: World
    let base: EncryptedObjectStore
    let store: TrackedStore

    init() async throws {
        world = try await World()
        base = try #require(world.service.store as? EncryptedObjectStore)
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

    /// Deletes all that may go; `beforeRemoval` happens when an object is about to be.
    private func collect(
        beforeRemoval: @escaping @Sendable (BlobKey) async throws(ObjectStoreError) -> Void = { _ in }
    ) async throws {
        let watched = EncryptedObjectStore(
            base: WatchedStore(base: base.base, beforeRemoval: beforeRemoval),
            keys: world.bench.keys
        )
        let store = TrackedStore(watched, kinds: [.document], in: world.bench.database)
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

    @Test func `cannot be put while it is deleted, and can a moment later`() async throws {
        let bytes = Data("of a race \(UUID())".utf8)
        let reference = try await store.put(bytes, kind: .document)
        try await age(reference, hours: 25)
        let reasons = Mutex<[ObjectStoreError.Reason?]>([])
        try await collect { [store] in
            guard $0.description == reference.key else { return }
            do throws(ObjectStoreError) {
                _ = try await store.put(bytes, kind: .document)
                reasons.withLock { $0.append(nil) }
            } catch {
                reasons.withLock { $0.append(error.reason) }
            }
        }
        #expect(reasons.withLock(\.self) == [.unavailable])
        #expect(try await store.exists(reference) == false)
        #expect(try await store.put(bytes, kind: .document) == reference)
        try await collect()
        #expect(try await store.exists(reference))
    }

    @Test func `whose deletion was broken off is deleted by a later round`() async throws {
        let reference = try await store.put(Data("of a crash \(UUID())".utf8), kind: .document)
        try await breakOff(reference)
        try await collect()
        #expect(try await store.exists(reference))
        try await end(reference)
        try await collect()
        #expect(try await store.exists(reference) == false)
        #expect(try await world.bench.count("stored_objects", where: "key = \(reference.key)") == 0)
    }

    @Test func `whose deletion was broken off can be put again when that is certain to have ended`() async throws {
        let bytes = Data("of a crash and a command \(UUID())".utf8)
        let reference = try await store.put(bytes, kind: .document)
        try await breakOff(reference)
        await #expect(throws: ObjectStoreError(.unavailable, "the same bytes are being deleted")) {
            try await store.put(bytes, kind: .document)
        }
        try await end(reference)
        _ = try await store.put(bytes, kind: .document)
        try await collect()
        #expect(try await store.exists(reference))
        #expect(try await store.get(reference) == bytes)
    }

    @Test func `goes like others when it shows a page of an earlier revision`() async throws {
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let images = try await world.showPages(of: event.document)
        try await world.sign(event.contractID, .employee, revision: 1)
        try await world.leaveImages(of: event.document)
        for image in images.values { try await age(image, hours: 25) }
        try await collect()
        for (page, image) in images { #expect(try await store.exists(image) == (page < 3), "page \(page)") }
    }

    /// A deletion whose process ends before the object is gone.
    private func breakOff(_ reference: ObjectReference) async throws {
        try await age(reference, hours: 25)
        let end = ObjectStoreError(.unavailable, "the process ends")
        await #expect(throws: end) {
            try await collect { key throws(ObjectStoreError) in
                if key.description == reference.key { throw end }
            }
        }
    }

    /// Makes a deletion look as old as one that cannot be under way.
    private func end(_ reference: ObjectReference) async throws {
        try await world.bench.admin.execute(
            """
            UPDATE stored_objects SET going_since = going_since - interval '11 minutes' WHERE key = \(reference.key)
            """
        )
    }
}

/// A store in which something happens before a blob is removed.
private struct WatchedStore: BlobStore {
    let base: any BlobStore
    let beforeRemoval: @Sendable (BlobKey) async throws(ObjectStoreError) -> Void

    func write(_ bytes: Data, key: BlobKey) async throws(ObjectStoreError) { try await base.write(bytes, key: key) }
    func read(_ key: BlobKey) async throws(ObjectStoreError) -> Data { try await base.read(key) }
    func contains(_ key: BlobKey) async throws(ObjectStoreError) -> Bool { try await base.contains(key) }
    func probe() async throws(ObjectStoreError) { try await base.probe() }

    func remove(_ key: BlobKey) async throws(ObjectStoreError) {
        try await beforeRemoval(key)
        try await base.remove(key)
    }
}

import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import Testing

@testable import Contracts

/// What is collected in the end is in the tests of stored documents.
struct `The image of a page of an earlier revision` {
    let world: World

    init() async throws {
        world = try await World()
    }

    /// Which of these nothing refers to.
    private func loose(_ images: [Int: ObjectReference]) async throws -> [Int] {
        var pages: [Int] = []
        for (page, image) in images {
            let count = try await world.bench.count("stored_objects", where: "key = \(image.key) AND NOT is_referred")
            if count > 0 { pages.append(page) }
        }
        return pages.sorted()
    }

    @Test func `stays for a day, and then if the later one shows it too`() async throws {
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let images = try await world.showPages(of: event.document)
        let signed = try await world.sign(event.contractID, .employee, revision: 1)
        try await world.bench.keepHouse(KeptRows.ofContracts, today: Date(timeIntervalSinceNow: 86_000))
        #expect(try await world.images(of: event.document) == images)

        try await world.leaveImages(of: event.document)
        #expect(try await world.images(of: event.document).isEmpty)
        #expect(try await world.images(of: signed) == images.filter { $0.key < 3 })
        #expect(try await loose(images) == [3, 4])
    }

    @Test func `goes with the last document that shows it`() async throws {
        let first = try await world.launchedEvent(world.launched(FictionalPerson()))
        let second = try await world.launchedEvent(world.launched(FictionalPerson()))
        let images = try await world.showPages(of: first.document)
        try await world.show(images.filter { $0.key > 3 }, of: second.document)
        try await world.sign(first.contractID, .employee, revision: 1)
        try await world.leaveImages(of: first.document)
        #expect(try await loose(images) == [3])
        try await world.sign(second.contractID, .employee, revision: 1)
        try await world.leaveImages(of: second.document)
        #expect(try await loose(images) == [3, 4])
    }

    @Test func `is kept when another document shows it again`() async throws {
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let images = try await world.showPages(of: event.document)
        let signed = try await world.sign(event.contractID, .employee, revision: 1)
        try await world.leaveImages(of: event.document)
        try await world.show(images, of: signed)
        #expect(try await loose(images).isEmpty)
    }

    @Test func `is noted to go only when there is a later one`() async throws {
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let row: SQL = "document_sha256 = \(event.document.sha256)"
        #expect(try await world.bench.count("superseded_revisions", where: row) == 0)
        let signed = try await world.sign(event.contractID, .employee, revision: 1)
        // Told late, by another party's part of the topic: what is known is later.
        try await world.sign(event.contractID, .enterprise, revision: 1)
        #expect(try await world.bench.count("superseded_revisions", where: row) == 1)
        let later: SQL = "document_sha256 = \(signed.sha256)"
        #expect(try await world.bench.count("superseded_revisions", where: later) == 0)
    }
}

extension World {
    /// Images of four pages as no other document has them.
    func showPages(of document: ObjectReference) async throws -> [Int: ObjectReference] {
        var images: [Int: ObjectReference] = [:]
        for page in 1...4 {
            images[page] = try await service.store.put(Data("page \(page) \(UUID())".utf8), kind: .pageImage)
        }
        try await show(images, of: document)
        return images
    }

    func show(_ images: [Int: ObjectReference], of document: ObjectReference) async throws {
        try await bench.database.withTransaction { try await $0.savePageImages(images, document: document.sha256) }
    }

    /// A day passes since another revision took this one's place, and housekeeping comes round.
    func leaveImages(of document: ObjectReference) async throws {
        let row: SQL = "document_sha256 = \(document.sha256)"
        try await bench.age("superseded_revisions", "superseded_at", days: 1, where: row)
        try await bench.keepHouse(KeptRows.ofContracts, today: Date(timeIntervalSinceNow: 60))
    }
}

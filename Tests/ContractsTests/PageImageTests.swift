import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import Synchronization
import Testing

@testable import Contracts

/// A page that nobody can draw from the PDF can be seen only because it was drawn from the layout.
private let noRenderer = PageRenderer(pdftoppm: "/nonexistent")

struct `The pages of a launched contract` {
    @Test func `are drawn from its layout before anybody asks, and handed out to whoever does`() async throws {
        let world = try await World(renderer: noRenderer, mostAhead: 64)
        let person = FictionalPerson()
        let id = try await world.launched(person)
        let event = try await world.launchedEvent(id)
        for page in 1...event.pages {
            let png = try await world.page(page, of: event)
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
        #expect(try await world.images(of: event.document).keys.sorted() == Array(1...event.pages))
    }

    @Test func `are not drawn again by an instance that is asked while another draws them`() async throws {
        let world = try await World(renderer: noRenderer, mostAhead: 64)
        let other = ContractsService(
            keys: world.bench.keys,
            store: world.service.store,
            renderer: noRenderer,
            drawing: PagesBeingDrawn(mostAhead: 0),
            database: world.bench.database,
            now: world.service.now
        )
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        for page in 1...event.pages {
            let request = OpenPage(contractID: event.contractID, documentID: event.documentID, page: page)
            let found = try await world.bench.ask(request, as: world.employer, use: other.openPage)
            #expect(try await world.images(of: event.document)[page] == found.reference)
        }
    }

    @Test func `are drawn for each of several that are launched together`() async throws {
        let world = try await World(renderer: noRenderer, mostAhead: 64)
        let ids = [try await world.drafted(FictionalPerson()), try await world.drafted(FictionalPerson())]
        _ = try await world.bench.ask(
            LaunchContracts(contractIDs: ids),
            as: world.employer,
            preparing: world.service.compose,
            use: world.service.launchSeveral
        )
        for id in ids { _ = try await world.page(1, of: world.launchedEvent(id)) }
    }

    @Test func `are drawn when somebody looks where too many wait`() async throws {
        let world = try await World(mostAhead: 0)
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        #expect(try await world.images(of: event.document).isEmpty)
        _ = try await world.page(1, of: event)
        #expect(try await world.images(of: event.document).count == event.pages)
    }

    @Test func `are drawn from the PDF when an image is lost, that page alone`() async throws {
        let world = try await World(mostAhead: 64)
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let known = try await world.allImages(of: event)
        // The first page, which names the employee: others are the same in all contracts of these tests.
        try await world.service.store.delete(try #require(known[1]))
        #expect(try await world.page(1, of: event, again: true).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let now = try await world.images(of: event.document)
        #expect(now.count == event.pages)
        #expect(now.keys.filter { now[$0] != known[$0] } == [1])
    }
}

struct `A signature` {
    @Test func `leaves the images of the pages that it does not change`() async throws {
        let world = try await World(mostAhead: 64)
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let drawn = try await world.allImages(of: event)
        let values = ["emergencyReachable": "13800000002", "noticeRead": "true"]
        let signed = try await world.sign(event, .employee, revision: 1, values)
        let changed = Set(event.signers[0].fields.map { $0.page + 1 })
        #expect(changed == [3, 4])
        #expect(try await world.images(of: signed) == drawn.filter { !changed.contains($0.key) })

        // Whoever looks at one that changed has those drawn, and no other.
        _ = try await world.page(3, of: event)
        let after = try await world.images(of: signed)
        #expect(after.keys.sorted() == Array(1...event.pages))
        #expect(Set(after.keys.filter { after[$0] != drawn[$0] }) == changed)

        // The seal is split over all pages.
        let complete = try await world.sign(event, .enterprise, revision: 2, ["reportTo": "测试乙"])
        #expect(try await world.images(of: complete).isEmpty)
    }

    private static let employeeValues = ["emergencyReachable": "13800000002", "noticeRead": "true"]
    private static let enterpriseValues = ["reportTo": "测试乙"]

    @Test func `is laid over the images that are there, where nobody can draw them from the PDF`() async throws {
        let world = try await World(renderer: noRenderer, mostAhead: 64)
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        let drawn = try await world.allImages(of: event)
        let signed = try await world.sign(event, .employee, revision: 1, Self.employeeValues, isPictured: true)
        _ = try await world.page(3, of: event)
        let between = try await world.images(of: signed)
        #expect(between.keys.sorted() == Array(1...event.pages))
        #expect(between.keys.filter { between[$0] != drawn[$0] }.sorted() == [3, 4])

        let complete = try await world.sign(event, .enterprise, revision: 2, Self.enterpriseValues, isPictured: true)
        _ = try await world.page(1, of: event)
        let after = try await world.images(of: complete)
        #expect(after.keys.sorted() == Array(1...event.pages))
        #expect(after.keys.allSatisfy { after[$0] != between[$0] })
    }

    @Test func `is laid over an earlier one that nobody has looked at`() async throws {
        let world = try await World(renderer: noRenderer, mostAhead: 64)
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        _ = try await world.allImages(of: event)
        _ = try await world.sign(event, .employee, revision: 1, Self.employeeValues, isPictured: true)
        let complete = try await world.sign(event, .enterprise, revision: 2, Self.enterpriseValues, isPictured: true)
        for page in 1...event.pages { _ = try await world.page(page, of: event) }
        #expect(try await world.images(of: complete).count == event.pages)
    }

    @Test func `whose picture is gone is drawn from the PDF, and the note of it goes with the days`() async throws {
        let world = try await World(mostAhead: 64)
        let event = try await world.launchedEvent(world.launched(FictionalPerson()))
        _ = try await world.allImages(of: event)
        let signed = try await world.sign(event, .employee, revision: 1, Self.employeeValues, isPictured: true)
        let step = try await world.bench.database.withTransaction { try await $0.revisionPicture(of: signed.sha256) }
        #expect(step?.base == event.document.sha256)
        try await world.service.store.delete(try #require(step).picture)
        #expect(try await world.page(3, of: event).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try await world.images(of: signed).count == event.pages)

        try await world.bench.keepHouse(KeptRows.ofContracts, today: Date(timeIntervalSinceNow: 86_000))
        #expect(try await world.bench.count("revision_pictures", where: "document_sha256 = \(signed.sha256)") == 1)
        try await world.bench.age("revision_pictures", "known_at", days: 1, where: "document_sha256 = \(signed.sha256)")
        try await world.bench.keepHouse(KeptRows.ofContracts, today: Date(timeIntervalSinceNow: 60))
        #expect(try await world.bench.count("revision_pictures", where: "document_sha256 = \(signed.sha256)") == 0)
    }

    @Test func `leaves none when another has come between, or when it is told again`() async throws {
        let world = try await World(mostAhead: 64)
        let event = try await world.launchedEvent(world.launched(FictionalPerson(), ordered: false))
        _ = try await world.page(1, of: event)
        let later = try await world.sign(event.contractID, .employee, revision: 2)
        #expect(try await world.images(of: later).isEmpty)
        let earlier = try await world.sign(event.contractID, .enterprise, revision: 1)
        #expect(try await world.images(of: earlier).isEmpty)
    }
}

/// Drawings that end when the test says so.
struct `Whoever asks for a page` {
    private let image = ObjectReference(key: "page-image/a", sha256: "a", size: 1)

    /// A drawing of `pages` that waits for its gate.
    private func blocked(
        _ pages: ClosedRange<Int>,
        until gate: Gate
    )
        -> @Sendable () async throws ->
        PagesBeingDrawn.Images
    {
        { [image] in
            try await gate.wait()
            return Dictionary(uniqueKeysWithValues: pages.map { ($0, image) })
        }
    }

    private static let never: @Sendable (Set<Int>) async throws -> PagesBeingDrawn.Images = { pages in
        Issue.record("\(pages.sorted()) are drawn twice")
        return [:]
    }

    @Test func `that is being drawn waits for that drawing, also for page 12 and when several ask`() async throws {
        let (pages, gate) = (PagesBeingDrawn(), Gate())
        // It comes back at once, while the drawing has not begun.
        pages.drawAhead(of: "one", pages: 1...12, draw: blocked(1...12, until: gate))
        pages.drawAhead(of: "one", pages: 1...12) { try await Self.never([]) }
        let asked = [(1, 1...8), (2, 1...8), (12, 9...12)].map { page, neighbours in
            (page, pages.drawing(of: "one", page: page, among: neighbours, draw: Self.never))
        }
        gate.open()
        for (page, drawing) in asked { #expect(try await drawing.task.value[page] == image) }
    }

    @Test func `has those drawn that nobody draws yet`() async throws {
        let (pages, gate) = (PagesBeingDrawn(), Gate())
        let early = pages.drawing(of: "one", page: 2, among: 1...3) { [image] claimed in
            #expect(claimed == [1, 2, 3])
            try await gate.wait()
            return [2: image]
        }
        let late = pages.drawing(of: "one", page: 5, among: 1...8) { [image] claimed in
            #expect(claimed == [4, 5, 6, 7, 8])
            return [5: image]
        }
        #expect(try await late.task.value[5] == image)
        gate.open()
        #expect(try await early.task.value[2] == image)
    }

    @Test func `draws it when the drawing ahead has failed, which is told`() async throws {
        let troubles = Mutex<[DocumentProblem.Code?]>([])
        let pages = PagesBeingDrawn { error in
            troubles.withLock { $0.append((error as? DocumentProblem)?.code) }
        }
        let gate = Gate()
        pages.drawAhead(of: "one", pages: 1...4) {
            try await gate.wait()
            throw DocumentProblem(.unavailable)
        }
        async let found = pages.image(of: "one", page: 3, among: 1...4) { [image] claimed in
            #expect(claimed == [1, 2, 3, 4])
            return [3: image]
        }
        gate.open()
        #expect(try await found == image)
        #expect(troubles.withLock { $0 } == [.unavailable])
    }

    @Test func `shares the trouble of a drawing that somebody asked for`() async throws {
        let (pages, gate) = (PagesBeingDrawn(), Gate())
        let first = pages.drawing(of: "one", page: 1, among: 1...4) { _ in
            try await gate.wait()
            throw DocumentProblem(.timedOut)
        }
        let second = pages.drawing(of: "one", page: 2, among: 1...4, draw: Self.never)
        gate.open()
        await #expect(throws: DocumentProblem.self) { try await first.task.value }
        await #expect(throws: DocumentProblem.self) { try await second.task.value }
    }

    @Test func `draws it where as many contracts wait as may, until one is done`() async throws {
        let (pages, gate) = (PagesBeingDrawn(mostAhead: 2), Gate())
        for document in ["one", "two", "three"] {
            pages.drawAhead(of: document, pages: 1...2, draw: blocked(1...2, until: gate))
        }
        let ahead = ["one", "two"].map { pages.drawing(of: $0, page: 1, among: 1...2, draw: Self.never) }
        let asked = pages.drawing(of: "three", page: 1, among: 1...2) { [image] _ in [1: image] }
        #expect(ahead.map(\.isAhead) == [true, true])
        #expect(!asked.isAhead)
        gate.open()
        for drawing in ahead { _ = try await drawing.task.value }
        _ = try await asked.task.value
        let again = Gate()
        pages.drawAhead(of: "three", pages: 1...2, draw: blocked(1...2, until: again))
        #expect(pages.drawing(of: "three", page: 1, among: 1...2, draw: Self.never).isAhead)
        again.open()
    }
}

/// Closed until it is opened, then open for all.
private final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    init() {
        (stream, end) = AsyncStream.makeStream()
    }

    func open() {
        end.finish()
    }

    func wait() async throws {
        for await _ in stream {}
        try Task.checkCancellation()
    }
}

extension World {
    /// The image of a page as the Gateway shows it.
    fileprivate func page(_ page: Int, of event: ContractLaunched, again: Bool? = nil) async throws -> Data {
        var request = OpenPage(contractID: event.contractID, documentID: event.documentID, page: page)
        request.again = again
        let reply = try await bench.ask(request, as: employer, use: service.openPage)
        return try await service.store.get(reply.reference)
    }

    /// The images known of a document, by page.
    func images(of document: ObjectReference) async throws -> [Int: ObjectReference] {
        try await bench.database.withTransaction { try await $0.pageImages(document: document.sha256, among: 1...100) }
    }

    /// The images of all pages, each of which may be drawn by itself and has been looked at.
    fileprivate func allImages(of event: ContractLaunched) async throws -> [Int: ObjectReference] {
        for page in 1...event.pages { _ = try await self.page(page, of: event) }
        return try await images(of: event.document)
    }

    /// What signing announces when a party has signed, with a document that shows it, and a picture of what it adds unless
    /// that is an earlier instance's.
    fileprivate func sign(
        _ event: ContractLaunched,
        _ role: PartyRole,
        revision: Int,
        _ values: [String: String],
        isPictured: Bool = false
    ) async throws -> ObjectReference {
        let view = try await get(event.contractID)
        let document = try #require(view.documents.first)
        let opened = OpenDocument(contractID: event.contractID, documentID: document.id)
        let known = try await bench.ask(opened, as: employer, use: service.openDocument).reference
        let seal = SealArtwork.official(enterpriseName: "示例科技有限公司")
        let request = SigningRevision.Request(
            fieldName: try #require(ControlParty(role).signatureFieldName),
            signerName: "测试甲",
            fieldValues: values,
            appearance: role == .enterprise ? .seal(seal) : .handwriting(png: try seal.png(pixels: 200)),
            signedAt: clock.now,
            reason: "签订劳动合同"
        )
        // Nobody looks at the signature itself.
        let before = try await service.store.get(known)
        let pdf = try SigningRevision.apply(to: before, request) { _ in Data([0x30, 0]) }
        var picture: ObjectReference?
        if isPictured {
            let shown = try SigningRevision.picture(on: before, request, width: ContractsService.imageWidth)
            picture = try await service.store.put(try JSONEncoder().encode(shown), kind: .revisionPicture)
        }
        return try await sign(event.contractID, role, revision: revision, content: pdf, picture: picture)
    }
}

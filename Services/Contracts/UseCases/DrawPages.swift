import Documents
import Foundation
import Identifiers
import Messages
import ObjectStore
import Postgres

extension ContractsService {
    static let imageWidth = RevisionPicture.usualWidth

    /// So long after a launch its pages may be under way at the instance that launched it, in seconds.
    static let freshness: TimeInterval = 2
    /// For them others wait half a second: that costs less than drawing them from the PDF as well.
    private static let looksWhileFresh = 10
    private static let betweenLooks = Duration.milliseconds(50)

    /// The image of one page of a document, drawn and kept with those of its neighbours that have none.
    ///
    /// The first page is 1, the last `pages`; `again` when the image that is known is lost; `isFresh` while another
    /// instance, which launched the contract, may be drawing it.
    func image(
        of document: ObjectReference,
        pages: Int,
        page: Int,
        again: Bool,
        isFresh: Bool,
        _ database: Database
    ) async throws -> ObjectReference {
        let most = PageRenderer.mostAtOnce
        let first = (page - 1) / most * most + 1
        let neighbours = first...min(first + most - 1, max(pages, 1))
        let image = try await drawing.image(of: document.sha256, page: page, among: neighbours) { [self] pages in
            func look() async throws -> [Int: ObjectReference] {
                try await database.withTransaction(readOnly: true) { transaction in
                    try await transaction.pageImages(document: document.sha256, among: neighbours)
                }
            }
            var known = try await look()
            var looks = isFresh && !again ? Self.looksWhileFresh : 0
            while looks > 0, !pages.isSubset(of: known.keys) {
                looks -= 1
                try await Task.sleep(for: Self.betweenLooks)
                known = try await look()
            }
            if again { known[page] = nil }
            let missing = pages.subtracting(known.keys)
            guard !missing.isEmpty else { return known }
            var pngs = await laidOver(missing, of: document.sha256, database)
            let others = missing.subtracting(pngs.keys)
            let pdf = try await others.isEmpty ? Data() : store.get(document)
            for run in others.runs {
                let drawn = try await renderer.pngs(of: pdf, pages: run, width: Self.imageWidth)
                pngs.merge(zip(run, drawn)) { first, _ in first }
            }
            return known.merging(try await keep(pngs, of: document, database)) { _, drawn in drawn }
        }
        guard let image else { throw DocumentProblem(.pageMissing, detail: "page \(page)") }
        return image
    }

    /// The images of those pages that come of an earlier revision's images with what the signer added laid over them.
    ///
    /// Where one of the parts is gone or does not fit they are drawn from the PDF.
    private func laidOver(_ pages: Set<Int>, of document: String, _ database: Database) async -> [Int: Data] {
        do {
            let step = try await database.withTransaction(readOnly: true) { try await $0.revisionPicture(of: document) }
            guard let step else { return [:] }
            let picture = try JSONDecoder().decode(RevisionPicture.self, from: try await store.get(step.picture))
            let changed = pages.intersection(picture.pages)
            guard let first = changed.min(), let last = changed.max() else { return [:] }
            let images = try await database.withTransaction(readOnly: true) { transaction in
                try await transaction.pageImages(document: step.base, among: first...last)
            }
            // An earlier revision that nobody has looked at has no images either of what it changed.
            var below = await laidOver(changed.subtracting(images.keys), of: step.base, database)
            for (page, image) in images where changed.contains(page) { below[page] = try await store.get(image) }
            var pngs: [Int: Data] = [:]
            for (page, png) in below {
                pngs[page] = try await DocumentLane.run { try picture.laid(over: png, page: page) }
            }
            return pngs
        } catch {
            drawing.whenFailed(error)
            return [:]
        }
    }

    /// Draws the pages of a contract that was just launched from its layout, while nobody waits for them.
    ///
    /// Where it fails, or this process ends, they are drawn from the PDF when somebody looks.
    func drawAhead(_ sketches: PageSketches, of document: ObjectReference) {
        guard sketches.count > 0 else { return }
        // Each by itself: who asks for the first need not wait for the last.
        for page in 1...sketches.count {
            drawing.drawAhead(of: document.sha256, pages: page...page) { [self] in
                let png = try await DocumentLane.runAside { try sketches.png(of: page, width: Self.imageWidth) }
                return try await keep([page: png], of: document, database)
            }
        }
    }

    private func keep(
        _ pngs: [Int: Data],
        of document: ObjectReference,
        _ database: Database
    ) async throws -> [Int: ObjectReference] {
        var images: [Int: ObjectReference] = [:]
        for (page, png) in pngs { images[page] = try await store.put(png, kind: .pageImage) }
        let kept = images
        try await database.withTransaction(context: SQL.lightContext) { transaction in
            try await transaction.savePageImages(kept, document: document.sha256)
        }
        return kept
    }
}

extension Set<Int> {
    /// Its numbers as ranges without a gap, the lowest first.
    fileprivate var runs: [ClosedRange<Int>] {
        sorted().reduce(into: []) { runs, number in
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
    }
}

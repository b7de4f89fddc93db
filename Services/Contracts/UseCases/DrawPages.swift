import Documents
import Foundation
import Identifiers
import Messages
import ObjectStore
import Postgres

extension ContractsService {
    /// Wide enough for a phone of nearly triple density and for a desktop screen beside the file list.
    static let imageWidth = 1080

    /// The image of one page of a document that has `pages`, drawn and kept with its neighbours; the first page is 1.
    func image(
        of document: ObjectReference,
        pages: Int,
        page: Int,
        _ database: Database
    ) async throws -> ObjectReference {
        let most = PageRenderer.mostAtOnce
        let first = (page - 1) / most * most + 1
        let drawn = first...min(first + most - 1, max(pages, 1))
        let images = try await drawing.images(of: document.sha256, pages: drawn) { [store, renderer] in
            let pngs = try await renderer.pngs(of: store.get(document), pages: drawn, width: Self.imageWidth)
            var images: [ObjectReference] = []
            for png in pngs { images.append(try await store.put(png, kind: .pageImage)) }
            let kept = images
            try await database.withTransaction { transaction in
                try await transaction.savePageImages(kept, document: document.sha256, from: first)
            }
            return images
        }
        return images[page - first]
    }
}

import Identifiers
import Postgres
import Synchronization

/// Images of pages made lately, by document and page; a query may not write, so what it had to make is kept here.
final class PageImageCache: Sendable {
    private struct Key: Hashable {
        let document: String
        let page: Int
    }

    private static let most = 2000
    private let kept = Mutex<[Key: ObjectReference]>([:])

    func image(document: String, page: Int) -> ObjectReference? {
        kept.withLock { $0[Key(document: document, page: page)] }
    }

    func keep(_ image: ObjectReference, document: String, page: Int) {
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[Key(document: document, page: page)] = image
        }
    }
}

extension Transaction {
    func pageImage(document: String, page: Int) async throws -> ObjectReference? {
        let found: PostgresJSON<ObjectReference>? = try await one(
            "SELECT image FROM page_images WHERE document_sha256 = \(document) AND page = \(page)"
        )?.get("image")
        return found?.value
    }

    func savePageImage(_ image: ObjectReference, document: String, page: Int) async throws {
        try await execute(
            """
            INSERT INTO page_images (document_sha256, page, image)
            VALUES (\(document), \(page), \(PostgresJSON(image)))
            ON CONFLICT DO NOTHING
            """
        )
    }
}

import Identifiers
import Postgres
import Synchronization

/// Images of pages made lately, by document and page; a query may not write, so what it had to make is kept here.
///
/// Whoever asks for a page that is being made waits for that one instead of making it twice.
final class PageImageCache: Sendable {
    private struct Key: Hashable {
        let document: String
        let page: Int
    }

    private static let most = 2000
    private let kept = Mutex<[Key: Task<ObjectReference, any Error>]>([:])

    /// Returns the image of a page, made by `make` when nobody has asked for it yet; a failure is not kept.
    func image(
        document: String,
        page: Int,
        make: @escaping @Sendable () async throws -> ObjectReference
    ) async throws -> ObjectReference {
        let key = Key(document: document, page: page)
        let task = kept.withLock { kept in
            if let known = kept[key] { return known }
            if kept.count >= Self.most { kept.removeAll() }
            let task = Task { try await make() }
            kept[key] = task
            return task
        }
        do {
            return try await task.value
        } catch {
            kept.withLock { $0[key] = nil }
            throw error
        }
    }
}

extension Transaction {
    func pageImage(document: String, page: Int) async throws -> ObjectReference? {
        try await one(
            "SELECT image FROM page_images WHERE document_sha256 = \(document) AND page = \(page)"
        )?.getJSON("image")
    }

    func savePageImage(_ image: ObjectReference, document: String, page: Int) async throws {
        try await insert(
            into: "page_images",
            [
                "document_sha256": "\(document)", "page": "\(page)", "image": "\(PostgresJSON(image))",
            ],
            "ON CONFLICT DO NOTHING"
        )
    }
}

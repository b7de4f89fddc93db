import Identifiers
import Postgres

extension Transaction {
    func pageImage(document: String, page: Int) async throws -> ObjectReference? {
        try await pageImages(document: document, among: page...page)[page]
    }

    func pageImages(document: String, among pages: ClosedRange<Int>) async throws -> [Int: ObjectReference] {
        let rows = try await query(
            """
            SELECT page, image
            FROM page_images
            WHERE document_sha256 = \(document) AND page BETWEEN \(pages.lowerBound) AND \(pages.upperBound)
            """
        )
        return Dictionary(try rows.map { (try $0.get("page"), try $0.getJSON("image")) }) { first, _ in first }
    }

    func savePageImages(_ images: [Int: ObjectReference], document: String) async throws {
        // In order: two drawings of the same pages must not wait for each other.
        let rows = images.sorted { $0.key < $1.key }.map { page, image in
            SQL.insert(
                into: "page_images",
                ["document_sha256": "\(document)", "page": "\(page)", "image": "\(PostgresJSON(image))"],
                "ON CONFLICT (document_sha256, page) DO UPDATE SET image = excluded.image"
            )
        }
        try await pipeline(rows)
    }

    /// Notes what a signer has added to a document; the images of the earlier revision are kept a day longer.
    func save(_ picture: ObjectReference, of document: String, over base: String) throws {
        try add(
            into: "revision_pictures",
            ["document_sha256": "\(document)", "base_sha256": "\(base)", "picture": "\(PostgresJSON(picture))"],
            "ON CONFLICT (document_sha256) DO NOTHING"
        )
    }

    /// What a revision adds, and to which document; nil where that is not known, or not any more.
    func revisionPicture(of document: String) async throws -> (base: String, picture: ObjectReference)? {
        try await one("SELECT base_sha256, picture FROM revision_pictures WHERE document_sha256 = \(document)")
            .map { (try $0.get("base_sha256"), try $0.getJSON("picture")) }
    }

    /// Gives a later revision of a document the images of the pages that it leaves as they were.
    func keepPageImages(of document: String, for revision: String, except changed: Set<Int>) throws {
        try later(
            """
            INSERT INTO page_images (document_sha256, page, image)
            SELECT \(revision)::text, page, image
            FROM page_images
            WHERE document_sha256 = \(document) AND page <> ALL(\(changed.sorted())::integer[])
            ON CONFLICT (document_sha256, page) DO NOTHING
            """
        )
    }
}

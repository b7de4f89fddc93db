import Identifiers
import Postgres

extension Transaction {
    func pageImage(document: String, page: Int) async throws -> ObjectReference? {
        try await one(
            "SELECT image FROM page_images WHERE document_sha256 = \(document) AND page = \(page)"
        )?.getJSON("image")
    }

    func savePageImages(_ images: [ObjectReference], document: String, from first: Int) async throws {
        let rows = images.enumerated().map { place, image in
            SQL.insert(
                into: "page_images",
                ["document_sha256": "\(document)", "page": "\(first + place)", "image": "\(PostgresJSON(image))"],
                "ON CONFLICT (document_sha256, page) DO UPDATE SET image = excluded.image"
            )
        }
        try await pipeline(rows)
    }
}

import Identifiers
import Postgres

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

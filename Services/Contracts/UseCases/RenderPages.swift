import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

/// Makes the images of a document's pages before anybody asks for them.
struct RenderPages: Job {
    static let kind = "contracts.render-pages"
    var contractID: ContractID
    var sha256: String
    var uniqueKey: String? { sha256 }
}

extension ContractsService {
    /// Wide enough for a phone of triple density and for half a desktop screen.
    static let imageWidth = 1240

    func renderPages(_ job: RenderPages, _ context: JobContext) async throws -> JobOutcome {
        let contract = try await context.database.withTransaction { transaction in
            try await transaction.act(on: job.contractID)
            return try await transaction.contract(job.contractID)
        }
        guard let contract, let document = contract.document, document.sha256 == job.sha256 else { return .done }
        let pdf = try await store.get(document)
        for page in 1...max(contract.pages, 1) {
            let image = try await render(document, page: page, of: pdf)
            try await context.database.withTransaction { transaction in
                try await transaction.savePageImage(image, document: document.sha256, page: page)
            }
        }
        return .done
    }

    /// Makes and stores the image of one page; the first page is 1.
    func render(_ document: ObjectReference, page: Int, of pdf: Data) async throws -> ObjectReference {
        let png = try await renderer.png(of: pdf, page: page - 1, width: Self.imageWidth)
        return try await store.put(png, kind: .pageImage)
    }
}

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
    /// Wide enough for a phone of nearly triple density and for a desktop screen beside the file list.
    static let imageWidth = 1080

    func renderPages(_ job: RenderPages, _ context: JobContext) async throws -> JobOutcome {
        let contract = try await context.database.withTransaction { transaction in
            try await transaction.act(on: job.contractID)
            return try await transaction.contract(job.contractID)
        }
        guard let contract, let document = contract.document, document.sha256 == job.sha256 else { return .done }
        for page in 1...max(contract.pages, 1) {
            let image = try await self.image(of: document, page: page)
            try await context.database.withTransaction { transaction in
                try await transaction.savePageImage(image, document: document.sha256, page: page)
            }
        }
        return .done
    }

    /// The image of one page of a document, made and stored when nobody has asked for it yet; the first page is 1.
    func image(of document: ObjectReference, page: Int) async throws -> ObjectReference {
        try await images.image(document: document.sha256, page: page) { [store, renderer] in
            let png = try await renderer.png(of: store.get(document), page: page - 1, width: Self.imageWidth)
            return try await store.put(png, kind: .pageImage)
        }
    }
}

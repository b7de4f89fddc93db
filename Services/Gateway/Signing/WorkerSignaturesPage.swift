import Foundation
import Identifiers
import Messages
import Web

/// The signatures a worker has drawn and keeps.
struct WorkerSignaturesPage: Sendable {
    struct Row: Sendable {
        let src: String
        let createdAt: String

        init(_ signature: HandwritingModel) {
            src = HandwritingPicture.src(signature.id)
            createdAt = Shown.minute(signature.createdAt)
        }
    }

    struct Model: Sendable {
        let signatures: [Row]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let newestFirst = try await Signing.handwriting(visit).items.sorted { $0.createdAt > $1.createdAt }
        return try await pages.answer(
            "worker-signatures",
            Model(signatures: newestFirst.map(Row.init)),
            title: "我的签名",
            for: visit,
            nav: .mine,
            back: "/session/password"
        )
    }
}

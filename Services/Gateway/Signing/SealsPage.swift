import Foundation
import Identifiers
import Messages
import Web

/// 企业印章.
struct SealsPage: Sendable {
    struct Row: Sendable {
        let id: String
        let name: String
        let kindLabel: String
        let src: String
        let createdAt: String
        let tag: Tag

        init(_ seal: SealModel) {
            id = seal.id.description
            name = seal.name
            kindLabel =
                switch seal.kind {
                case .official: "公章"
                }
            src = seal.src
            createdAt = Shown.day(seal.createdAt)
            tag = Tag("启用", .done)
        }
    }

    struct Model: Sendable {
        let subnav = ["seals": true]
        let seals: [Row]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let seals = try await Signing.seals(visit)
        return try await pages.answer(
            "seals",
            Model(seals: seals.items.map(Row.init)),
            title: "企业印章",
            for: visit,
            nav: .enterprise
        )
    }
}

extension SealModel {
    /// Address of its picture.
    var src: String { "/api/v1/seals/\(id)/image" }
}

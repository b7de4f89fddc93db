import Foundation
import Identifiers
import Messages
import Web

/// What the platform has told somebody.
enum Notices {
    static func notices(_ input: PageInput, _ visit: Visit) async throws -> NoticeList {
        let reply = try await visit.ask(ListNotices(page: input.page))
        return NoticeList(items: reply.page.items.map(NoticeModel.init), next: reply.page.next, unread: reply.unread)
    }

    /// For the frame of every page, which is shown without the count rather than late.
    static func countUnread(_ visit: Visit) async -> Int? {
        let request = ListNotices(page: PageRequest(limit: 1))
        return try? await visit.ask(request, part: "unread", patience: .seconds(1)).unread
    }

    static func markRead(_ input: NoticesReadInput, _ visit: Visit) async throws -> NoContent {
        _ = try await visit.ask(MarkNoticesRead(upTo: input.upTo))
        return NoContent()
    }
}

struct NoticeModel: Codable, Sendable {
    let id: NoticeID
    let title: String
    let text: String
    let link: String?
    let sentAt: Date
    let read: Bool

    init(_ view: NoticeView) {
        id = view.id
        title = view.title
        text = view.text
        link = view.link
        sentAt = view.sentAt
        read = view.read
    }
}

struct NoticeList: Codable, Sendable {
    let items: [NoticeModel]
    let next: String?
    let unread: Int

    private enum CodingKeys: String, CodingKey {
        case items
        case next
        case unread
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
        try container.encode(unread, forKey: .unread)
    }
}

import Foundation
import HTTPTypes
import Identifiers
import Messages
import Web

/// What the platform has told somebody.
enum Notices {
    static func table(_ pages: PageTemplates) -> [Entry] {
        [
            .json(.get, "/notices", "Messages", use: notices),
            .json(.post, "/notices/read", "Mark messages as read", status: .noContent, use: markRead),
            .page("/messages", .employer(MessagesPage(pages: pages).show, needs: .enterprise)),
        ]
    }

    static func notices(_ input: PageInput, _ visit: Visit) async throws -> List<NoticeView, Unread> {
        let reply = try await visit.ask(ListNotices(page: input.page))
        return List(reply.page, Unread(unread: reply.unread))
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
/// What is told with a list of messages.
struct Unread: Codable, Sendable {
    let unread: Int
}

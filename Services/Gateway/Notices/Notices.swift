import Foundation
import Identifiers
import Messages

/// What the platform has told somebody.
enum Notices {
    static func notices(_ input: PageInput, _ visit: Visit) async throws -> List<NoticeView, Unread> {
        let reply = try await visit.ask(ListNotices(page: input.page))
        return List(reply.page, Unread(unread: reply.unread))
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

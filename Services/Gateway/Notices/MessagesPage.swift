import Foundation
import Messages
import Web

/// 消息; opening the page is reading them.
struct MessagesPage: Sendable {
    struct Row: Sendable {
        let text: String
        let at: String
        let href: String?
        let unread: Bool

        init(_ notice: NoticeView) {
            // The words are those of the short message; here the whole line is the link.
            text = notice.text.replacing(/[：:]?\s*https?:\/\/\S+/, with: "")
            at = Shown.minute(notice.sentAt)
            href = Href.ownPath(notice.link)
            unread = !notice.read
        }
    }

    struct Model: Sendable {
        let messages: [Row]
        let pager: Pager?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let list = try await Notices.notices(visit.readQuery(), visit)
        if list.unread > 0, let newest = list.items.first, let account = visit.caller.accountID {
            // Not worth a failed page.
            _ = try? await visit.ask(MarkNoticesRead(upTo: newest.id), patience: .seconds(1))
            pages.forgetUnread(of: account)
        }
        let model = Model(messages: list.items.map(Row.init), pager: Pager(visit, next: list.next))
        return try await pages.answer("messages", model, title: "消息", for: visit, nav: .messages)
    }
}

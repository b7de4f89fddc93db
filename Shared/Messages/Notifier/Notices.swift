package import Foundation
package import Identifiers

/// A message shown in 消息.
package struct NoticeView: Codable, Sendable, Equatable {
    package var id: NoticeID
    package var title: String
    package var text: String
    package var link: String?
    package var sentAt: Date
    package var read: Bool

    package init(id: NoticeID, title: String, text: String, link: String? = nil, sentAt: Date, read: Bool) {
        self.id = id
        self.title = title
        self.text = text
        self.link = link
        self.sentAt = sentAt
        self.read = read
    }
}

/// Lists the caller's messages, newest first.
package struct ListNotices: PagedRequest {
    package static let type = "notifier.list-notices.v1"
    package static let service = ServiceName.notifier
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var page: Page<NoticeView>
        package var unread: Int

        package init(page: Page<NoticeView>, unread: Int) {
            self.page = page
            self.unread = unread
        }
    }

    package var page: PageRequest

    package init(page: PageRequest) {
        self.page = page
    }

    package var key: String { page.cursor ?? "first" }
}

/// Marks the caller's messages as read.
package struct MarkNoticesRead: Request {
    package static let type = "notifier.mark-read.v1"
    package static let service = ServiceName.notifier
    package static let kind = RequestKind.command
    package typealias Reply = Done

    package var upTo: NoticeID

    package init(upTo: NoticeID) {
        self.upTo = upTo
    }

    package var key: String { upTo.description }
}

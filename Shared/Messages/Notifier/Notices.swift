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
}

/// Lists the caller's messages, newest first.
package struct ListNotices: PagedQuery {
    package static let type = "notifier.list-notices.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var page: Page<NoticeView>
        /// At most 1,000, however many more there are.
        package var unread: Int
    }

    package var page: PageRequest
}

/// Marks the caller's messages as read.
package struct MarkNoticesRead: Command {
    package static let type = "notifier.mark-read.v1"
    package typealias Reply = Done

    package var upTo: NoticeID

    package var key: String { upTo.description }
}

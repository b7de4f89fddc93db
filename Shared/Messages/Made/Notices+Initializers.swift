// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension NoticeView {
    @_disfavoredOverload
    package init(
        id: NoticeID,
        title: String,
        text: String,
        link: String? = nil,
        sentAt: Date,
        read: Bool,
        _: Never? = nil
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.link = link
        self.sentAt = sentAt
        self.read = read
    }
}

extension ListNotices {
    @_disfavoredOverload
    package init(page: PageRequest, _: Never? = nil) {
        self.page = page
    }
}

extension ListNotices.Reply {
    @_disfavoredOverload
    package init(page: Page<NoticeView>, unread: Int, _: Never? = nil) {
        self.page = page
        self.unread = unread
    }
}

extension MarkNoticesRead {
    @_disfavoredOverload
    package init(upTo: NoticeID, _: Never? = nil) {
        self.upTo = upTo
    }
}

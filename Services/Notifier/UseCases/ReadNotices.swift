import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension NotifierService {
    func listNotices(
        _ request: ListNotices,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListNotices.Reply {
        let account = try caller.requireAccount()
        let items = try await transaction.inAppNotices(of: account, page: request.page).map { notice, sentAt, read in
            let body = try keys.open(notice.body, context: NoticeSeal.body)
            return NoticeView(
                id: notice.id,
                title: notice.title,
                text: body.hasPrefix(Texts.signature) ? String(body.dropFirst(Texts.signature.count)) : body,
                link: notice.link,
                sentAt: sentAt,
                read: read
            )
        }
        return ListNotices.Reply(
            page: Page(cutting: items, to: request) { $0.id },
            unread: try await transaction.unreadNotices(of: account)
        )
    }

    func markRead(_ request: MarkNoticesRead, by caller: Caller, in transaction: Transaction) async throws -> Done {
        try await transaction.markRead(upTo: request.upTo, account: try caller.requireAccount(), now: now())
        return Done()
    }
}

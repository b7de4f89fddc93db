import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// Context under which bodies are sealed: they may carry codes and links.
enum NoticeSeal {
    static let body = "notice-body"
}

/// One message to one person by one channel.
struct Notice: Sendable {
    enum Channel: String, Word {
        case sms
        case voice
        case inApp = "in-app"
    }

    enum Status: String, Word {
        /// To be sent.
        case waiting
        case sent
        case failed
        /// It was of no use any more before it could be sent.
        case expired
    }

    var id: NoticeID
    var channel: Channel
    var accountID: AccountID?
    var phone: SealedText?
    var title: String
    var body: SealedText
    var link: String?
    var status: Status
    /// After this it is of no use to its reader, as with a code.
    var expiresAt: Date?
}

extension Notice {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            channel: try row.get("channel"),
            accountID: try row.get("account_id"),
            phone: try row.get("phone"),
            title: try row.get("title"),
            body: try row.get("body"),
            link: try row.get("link"),
            status: try row.get("status"),
            expiresAt: try row.get("expires_at")
        )
    }
}

extension Transaction {
    func saveMember(_ account: AccountID, of enterprise: EnterpriseID) async throws {
        try add(
            into: "members",
            ["enterprise_id": "\(enterprise)", "account_id": "\(account)"],
            "ON CONFLICT DO NOTHING"
        )
    }

    func members(of enterprise: EnterpriseID) async throws -> [AccountID] {
        try await query("SELECT account_id FROM members WHERE enterprise_id = \(enterprise)").map {
            try $0.get("account_id")
        }
    }

    /// Travels with the next statement or with COMMIT, so that many to tell cost one round trip.
    func insert(_ notice: Notice, now: Date) async throws {
        try later(
            .insert(
                into: "notices",
                [
                    "id": "\(notice.id)", "channel": "\(notice.channel)", "account_id": "\(notice.accountID)",
                    "phone": "\(notice.phone)", "title": "\(notice.title)", "body": "\(notice.body)",
                    "link": "\(notice.link)", "status": "\(notice.status)", "expires_at": "\(notice.expiresAt)",
                    "created_at": "\(now)",
                ]
            )
        )
    }

    func notice(_ id: NoticeID) async throws -> Notice? {
        try await one("SELECT * FROM notices WHERE id = \(id)").map(Notice.init(row:))
    }

    func settle(_ id: NoticeID, status: Notice.Status, receipt: String?, failure: String?, now: Date) async throws {
        try later(
            """
            UPDATE notices
            SET status = \(status), receipt = \(receipt), failure = \(failure), sent_at = \(now)
            WHERE id = \(id) AND status = 'waiting'
            """
        )
    }

    func inAppNotices(of account: AccountID, page: PageRequest) async throws -> [(Notice, sentAt: Date, read: Bool)] {
        let condition = SQL.all([
            "account_id = \(account) AND channel = 'in-app'",
            try page.before(in: ListNotices.self).map { "id < \($0)" },
        ])
        return try await query(
            """
            SELECT *, read_at IS NOT NULL AS seen
            FROM notices
            WHERE \(condition)
            ORDER BY id DESC
            LIMIT \(page.count + 1)
            """
        ).map { (try Notice(row: $0), try $0.get("created_at"), try $0.get("seen")) }
    }

    /// Counted up to 1,000: somebody who never looks shall not wait longer with each message.
    func unreadNotices(of account: AccountID) async throws -> Int {
        try await one(
            """
            SELECT count(*) AS n
            FROM (
                SELECT FROM notices
                WHERE account_id = \(account) AND channel = 'in-app' AND read_at IS NULL
                ORDER BY id DESC
                LIMIT 1000
            ) AS unread
            """
        )?.get("n") ?? 0
    }

    func markRead(upTo id: NoticeID, account: AccountID, now: Date) async throws {
        try later(
            """
            UPDATE notices
            SET read_at = \(now)
            WHERE account_id = \(account) AND channel = 'in-app' AND read_at IS NULL AND id <= \(id)
            """
        )
    }
}

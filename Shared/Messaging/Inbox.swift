import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// What a request was answered with, as kept and as sent.
struct Answer: Sendable, Equatable {
    enum Status: String, Word {
        case done
        case refused
    }

    let status: Status
    /// The reply, or the ``Refusal``, as JSON.
    let body: Data
    /// What was announced with it.
    var announced: [AnnouncedEvent] = []

    static func done(_ body: Data, announced: [AnnouncedEvent] = []) -> Answer {
        Answer(status: .done, body: body, announced: announced)
    }

    static func refused(_ refusal: Refusal, announced: [AnnouncedEvent] = []) -> Answer {
        // A Refusal is made of strings and a date: its encoding cannot fail; an empty body would read as unreadable.
        Answer(status: .refused, body: (try? WireCoding.encode(refusal)) ?? Data(), announced: announced)
    }
}

/// The memory of one consumer for what it has handled.
struct Inbox: Sendable {
    static let sealContext = "messaging.reply"

    let consumer: String
    let keys: SealingKeys

    enum Claim: Sendable {
        /// Not seen before: handle it.
        case new
        /// Handled before with the same content; a request has an answer.
        case repeated(Answer?)
        /// Another request under the same id.
        case reused
    }

    /// Takes messages, each with an id of its own, for this transaction; returns one claim per message.
    ///
    /// Waits while another transaction is handling one of them. An event has no answer: its row is whole with this.
    func claim(_ messages: [ReadMessage], in transaction: Transaction) async throws -> [Claim] {
        // In one order everywhere, so that two transactions with the same messages cannot wait for each other.
        let rows = try await transaction.query(
            """
            INSERT INTO inbox (consumer, message_id, content_hash, account_id, type, status)
            SELECT \(consumer), message.*,
                CASE WHEN message.content_hash IS NULL THEN 'done' ELSE 'handling' END
            FROM unnest(
                \(messages.map(\.headers.id)),
                \(messages.map(\.contentHash)),
                \(messages.map(\.headers.caller?.accountID)),
                \(messages.map(\.headers.type))::text[]
            ) AS message (id, content_hash, account_id, type)
            ORDER BY message.id
            ON CONFLICT ON CONSTRAINT inbox_pkey DO NOTHING
            RETURNING message_id
            """
        )
        let new = Set(try rows.map { try $0.get("message_id", as: MessageID.self) })
        let old = messages.filter { !new.contains($0.headers.id) }
        guard !old.isEmpty else { return messages.map { _ in .new } }
        let kept = try await transaction.pipeline(
            old.map { message in
                """
                SELECT content_hash, status, reply, announced FROM inbox
                WHERE consumer = \(consumer) AND message_id = \(message.headers.id)
                """
            }
        )
        var claims: [MessageID: Claim] = [:]
        for (message, rows) in zip(old, kept) {
            claims[message.headers.id] = try claim(rows.first, contentHash: message.contentHash)
        }
        return messages.map { claims[$0.headers.id] ?? .new }
    }

    private func claim(_ row: Row?, contentHash: Data?) throws -> Claim {
        guard let row else { return .repeated(nil) }
        if let contentHash, try row.get("content_hash", as: Data?.self) != contentHash { return .reused }
        guard let sealed = try row.get("reply", as: Data?.self) else { return .repeated(nil) }
        return .repeated(
            Answer(
                status: try row.get("status"),
                body: try keys.open(data: sealed, context: Self.sealContext),
                announced: AnnouncedEvent.read(try row.get("announced"))
            )
        )
    }

    /// Whether a message has had its end here.
    func knows(_ id: MessageID, in database: Database) async throws -> Bool {
        try await database.one("SELECT 1 FROM inbox WHERE consumer = \(consumer) AND message_id = \(id)") != nil
    }

    /// Stores the answer, if there is one; travels with the next statement or with COMMIT.
    func record(_ answer: Answer?, for headers: MessageHeaders, in transaction: Transaction) throws {
        guard let answer else { return }
        let reply = try keys.seal(data: answer.body, context: Self.sealContext)
        try transaction.later(
            """
            UPDATE inbox SET status = \(answer.status.rawValue), reply = \(reply),
                announced = \(AnnouncedEvent.write(answer.announced))
            WHERE consumer = \(consumer) AND message_id = \(headers.id)
            """
        )
    }

    /// What makes two requests the same: their content, their type and the account that asks.
    static func contentHash(_ headers: MessageHeaders, body: Data) -> Data {
        let content = headers.contentHash ?? Digest.sha256(body)
        let account = headers.caller?.accountID?.description ?? ""
        return Digest.sha256(Data("\(headers.type)\n\(account)\n".utf8) + content)
    }
}

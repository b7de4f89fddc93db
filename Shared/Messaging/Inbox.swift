import Cryptography
import Foundation
import Identifiers
import Messages
import Postgres

/// What a request was answered with, as kept and as sent.
struct Answer: Sendable, Equatable {
    enum Status: String, Sendable {
        case done
        case refused
    }

    let status: Status
    /// The reply, or the ``Refusal``, as JSON.
    let body: Data

    static func done(_ body: Data) -> Answer { Answer(status: .done, body: body) }

    static func refused(_ refusal: Refusal) -> Answer {
        // A Refusal is made of strings and a date: its encoding cannot fail; an empty body would read as unreadable.
        Answer(status: .refused, body: (try? WireCoding.encode(refusal)) ?? Data())
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

    /// Takes the message for this transaction.
    ///
    /// Waits while another transaction is handling the same one.
    func claim(_ headers: MessageHeaders, contentHash: Data?, in transaction: Transaction) async throws -> Claim {
        let inserted = try await transaction.execute(
            """
            INSERT INTO inbox (consumer, message_id, content_hash, account_id, type)
            VALUES (\(consumer), \(headers.id), \(contentHash), \(headers.caller?.accountID), \(headers.type))
            ON CONFLICT ON CONSTRAINT inbox_pkey DO NOTHING
            """
        )
        if inserted == 1 { return .new }
        let row = try await transaction.one(
            """
            SELECT content_hash, status, reply FROM inbox
            WHERE consumer = \(consumer) AND message_id = \(headers.id)
            """
        )
        guard let row else { return .repeated(nil) }
        if let contentHash, try row.get("content_hash", as: Data?.self) != contentHash { return .reused }
        guard let sealed = try row.get("reply", as: Data?.self),
            let status = Answer.Status(rawValue: try row.get("status"))
        else { return .repeated(nil) }
        return .repeated(Answer(status: status, body: try keys.open(data: sealed, context: Self.sealContext)))
    }

    /// Stores the answer; travels with the next statement or with COMMIT.
    func record(_ answer: Answer?, for headers: MessageHeaders, in transaction: Transaction) throws {
        let reply = try answer.map { try keys.seal(data: $0.body, context: Self.sealContext) }
        let status = (answer?.status ?? .done).rawValue
        try transaction.later(
            """
            UPDATE inbox SET status = \(status), reply = \(reply)
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

import Cryptography
import Foundation
import Identifiers
package import Messages
import Postgres

/// What became of a command whose answer did not come in time; every service can be asked.
package enum RequestOutcome<Reply: Sendable>: Sendable {
    /// Never accepted, or still under way: ask again, or send the same command again with the same id.
    case unknown
    case done(Reply)
    case refused(Refusal)
}

/// The wire form: the stored answer of one command, for the account that sent it.
enum RequestOutcomes {
    static let type = "messaging.outcome.v1"

    struct Question: Codable, Sendable {
        var id: MessageID
    }

    struct Stored: Codable, Sendable {
        var status: Answer.Status?
        var body: Data?
    }

    static func routes(service: ServiceName, keys: SealingKeys) -> [String: RequestRoute] {
        let inbox = Inbox(consumer: Topology.group(service, "commands"), keys: keys)
        let route = RequestRoute(standsAlone: false) { body in
            let question = try WireCoding.decode(Question.self, from: body)
            return PreparedRequest(
                scope: { RowScope($0) },
                handling: { caller in
                    .atOnce { transaction in
                        let answer = try await inbox.answer(to: question.id, of: caller.accountID, in: transaction)
                        return .body(try WireCoding.encode(Stored(status: answer?.status, body: answer?.body)))
                    }
                }
            )
        }
        return [type: route]
    }
}

extension Inbox {
    /// The stored answer, nil when there is none or it belongs to another account.
    func answer(to id: MessageID, of account: AccountID?, in transaction: Transaction) async throws -> Answer? {
        let row = try await transaction.one(
            """
            SELECT status, reply FROM inbox
            WHERE consumer = \(consumer) AND message_id = \(id) AND account_id IS NOT DISTINCT FROM \(account)
            """
        )
        guard let row, let sealed = try row.get("reply", as: Data?.self) else { return nil }
        return Answer(status: try row.get("status"), body: try keys.open(data: sealed, context: Self.sealContext))
    }
}

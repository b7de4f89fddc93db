import Foundation
import OutboundHTTP

/// One message that a phone got.
package struct ShortMessage: Sendable, Equatable {
    package let text: String
    package let code: String?
    package let isVoice: Bool
    /// Orders the messages of one phone.
    package let sentAt: String
}

/// The phones of fictional people, as the provider sandbox shows them.
package struct Inbox: Sendable {
    package let address: String
    let http: OutboundHTTPClient
    let secrets: UsedSecrets

    /// The messages to a phone, newest first.
    package func messages(to phone: String) async throws -> [ShortMessage] {
        let response = try await http.send(OutboundRequest(method: .get, url: "\(address)/sms?phone=\(phone)"))
        guard response.isSuccess else { throw InboxProblem(reason: "the inbox answered \(response.status)") }
        return try JSONValue(parsing: response.body).items.map { item in
            ShortMessage(
                text: item["text"].text ?? "",
                code: item["code"].text,
                isVoice: item["kind"].text == "voice",
                sentAt: item["sentAt"].text ?? ""
            )
        }
    }

    /// The messages to a phone with these words in them, newest first.
    package func messages(to phone: String, containing words: String) async throws -> [ShortMessage] {
        try await messages(to: phone).filter { $0.text.contains(words) }
    }

    /// Where the inbox of a phone stands now; what comes later is newer than this.
    package func mark(_ phone: String, containing words: String) async throws -> Int {
        try await messages(to: phone, containing: words).count
    }

    /// Waits for a message newer than the mark.
    package func next(
        to phone: String,
        containing words: String,
        after mark: Int,
        within limit: Duration = .seconds(30)
    ) async throws -> ShortMessage {
        let found = try await poll(within: limit, every: .milliseconds(50)) {
            let all = try await messages(to: phone, containing: words)
            return all.count > mark ? all.first : nil
        }
        guard let found else { throw InboxProblem(reason: "no message with \(words) came within \(limit)") }
        return found
    }

    /// Waits for a one-time code newer than the mark.
    package func nextCode(
        to phone: String,
        containing words: String,
        after mark: Int,
        within limit: Duration = .seconds(30)
    ) async throws -> String {
        let message = try await next(to: phone, containing: words, after: mark, within: limit)
        guard let code = message.code else { throw InboxProblem(reason: "a message with \(words) carries no code") }
        secrets.add(code, .code)
        return code
    }
}

/// A message that should have come did not.
package struct InboxProblem: Error, CustomStringConvertible {
    let reason: String
    package var description: String { reason }
}

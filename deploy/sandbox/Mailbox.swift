import Foundation

/// One message that the sandbox took as sent.
struct SentMessage: Sendable, Equatable {
    let phone: String
    let text: String
    let kind: ShortMessageKind
    let sentAt: Date
    let receipt: String
}

/// How a one-time code travels.
enum ShortMessageKind: String, Codable, Sendable {
    case sms
    case voice
}

/// The messages sent, newest kept, and which request each belongs to.
actor Mailbox {
    /// What became of a request to send.
    enum Outcome: Equatable {
        case sent(receipt: String)
        case repeated(receipt: String)
        case differentContent
    }

    private var messages: [SentMessage] = []
    private var byRequest = BoundedMemory<String, SentMessage>(limit: 20_000)
    private let limit: Int

    init(limit: Int = 5_000) {
        self.limit = limit
    }

    /// Sends once per request id: a repeat gets the first receipt, other content under the same id is refused.
    func send(requestID: String, phone: String, text: String, kind: ShortMessageKind, at now: Date) -> Outcome {
        if let earlier = byRequest[requestID] {
            let same = earlier.phone == phone && earlier.text == text && earlier.kind == kind
            return same ? .repeated(receipt: earlier.receipt) : .differentContent
        }
        let message = SentMessage(
            phone: phone,
            text: text,
            kind: kind,
            sentAt: now,
            receipt: "sms-\(UUID().uuidString.lowercased())"
        )
        byRequest.remember(message, for: requestID)
        messages.append(message)
        if messages.count > limit {
            messages.removeFirst(messages.count - limit + limit / 10)
        }
        return .sent(receipt: message.receipt)
    }

    /// The messages to a phone, or to everyone, newest first.
    func newest(to phone: String? = nil, atMost count: Int = 100) -> [SentMessage] {
        Array(messages.reversed().lazy.filter { phone == nil || $0.phone == phone }.prefix(count))
    }
}

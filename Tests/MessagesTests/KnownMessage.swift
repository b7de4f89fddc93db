import Foundation
import Messages
import Messaging
import Testing

/// One message type with what its golden samples must survive.
struct KnownMessage: Sendable, CustomTestStringConvertible {
    let type: String
    let service: ServiceName
    let isRequest: Bool
    /// Decodes a sample of the message and encodes it again.
    let again: @Sendable (Data) throws -> Data
    /// The same for the reply of a request.
    let replyAgain: (@Sendable (Data) throws -> Data)?

    var testDescription: String { type }

    static func request<R: Request>(_: R.Type) -> KnownMessage {
        KnownMessage(
            type: R.type,
            service: R.service,
            isRequest: true,
            again: { try WireCoding.encode(WireCoding.decode(R.self, from: $0)) },
            replyAgain: { try WireCoding.encode(WireCoding.decode(R.Reply.self, from: $0)) }
        )
    }

    static func event<E: Event>(_: E.Type) -> KnownMessage {
        KnownMessage(
            type: E.type,
            service: E.service,
            isRequest: false,
            again: { try WireCoding.encode(WireCoding.decode(E.self, from: $0)) },
            replyAgain: nil
        )
    }

    static let all: [KnownMessage] =
        EveryMessage.commands.map { request($0) } + EveryMessage.queries.map { request($0) }
        + EveryMessage.events.map { event($0) }
}

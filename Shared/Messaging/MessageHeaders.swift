import Cryptography
package import Foundation
package import Identifiers
package import Kafka
package import Messages

/// What a message says about itself, readable without its body; the names are fixed in docs/message-protocol.md.
package struct MessageHeaders: Sendable, Equatable {
    /// Where the answer of a request is awaited.
    package struct ReplyAddress: Sendable, Equatable {
        package let topic: String
        package let partition: Int32
        /// Names one asking; two askings of the same request have the same id and different correlations.
        package let correlation: String

        package init(topic: String, partition: Int32, correlation: String) {
            self.topic = topic
            self.partition = partition
            self.correlation = correlation
        }
    }

    package var id: MessageID
    package var type: String
    /// The process family that sent it, such as `gateway` or `contracts`.
    package var source: String
    /// When it was first sent, or for an event when it happened.
    package var time: Date
    package var key: String
    package var caller: Caller?
    package var reply: ReplyAddress?
    /// After this moment nobody waits for the answer any more.
    package var deadline: Date?
    /// What makes two requests with one id the same request.
    package var contentHash: Data?
    package var trace: TraceContext?
    /// Events that must have been handled before this request is answered, as far as its service hears of them.
    package var after: [AnnouncedEvent]
    /// 1 at first, more when an operator sent it again.
    package var attempt: Int

    package init(
        id: MessageID,
        type: String,
        source: String,
        time: Date,
        key: String,
        caller: Caller? = nil,
        reply: ReplyAddress? = nil,
        deadline: Date? = nil,
        contentHash: Data? = nil,
        trace: TraceContext? = nil,
        after: [AnnouncedEvent] = [],
        attempt: Int = 1
    ) {
        self.id = id
        self.type = type
        self.source = source
        self.time = time
        self.key = key
        self.caller = caller
        self.reply = reply
        self.deadline = deadline
        self.contentHash = contentHash
        self.trace = trace
        self.after = after
        self.attempt = attempt
    }
}

/// A message whose headers cannot be read; names the header, never its value.
package struct MalformedHeaders: Error, Equatable, CustomStringConvertible {
    package let header: String

    package var description: String { "header \(header) is missing or malformed" }
}

extension MessageHeaders {
    enum Name {
        static let id = "id"
        static let type = "type"
        static let source = "source"
        static let time = "time"
        static let key = "key"
        static let caller = "caller"
        static let replyTo = "reply-to"
        static let replyPartition = "reply-partition"
        static let correlation = "correlation"
        static let deadline = "deadline"
        static let contentHash = "content-hash"
        static let traceparent = "traceparent"
        static let attempt = "attempt"
        static let status = "status"
        static let after = "after"
        static let announced = "announced"
    }

    package func encoded() throws -> KafkaHeaders {
        var headers: KafkaHeaders = [
            Name.id: id.description,
            Name.type: type,
            Name.source: source,
            Name.time: EpochMilliseconds.write(time),
            Name.key: key,
            Name.attempt: String(attempt),
        ]
        if let caller { headers[Name.caller] = try WireCoding.encode(caller).base64URL }
        if let reply {
            headers[Name.replyTo] = reply.topic
            headers[Name.replyPartition] = String(reply.partition)
            headers[Name.correlation] = reply.correlation
        }
        if let deadline { headers[Name.deadline] = EpochMilliseconds.write(deadline) }
        if let contentHash { headers[Name.contentHash] = contentHash.base64URL }
        if let trace { headers[Name.traceparent] = trace.description }
        if let after = AnnouncedEvent.write(after) { headers[Name.after] = after }
        return headers
    }

    package init(_ headers: KafkaHeaders) throws(MalformedHeaders) {
        func required<Value>(_ name: String, _ read: (String) -> Value?) throws(MalformedHeaders) -> Value {
            guard let text = headers[name], let value = read(text) else { throw MalformedHeaders(header: name) }
            return value
        }
        func optional<Value>(_ name: String, _ read: (String) -> Value?) throws(MalformedHeaders) -> Value? {
            guard headers[name] != nil else { return nil }
            return try required(name, read)
        }
        id = try required(Name.id) { MessageID($0) }
        type = try required(Name.type) { $0.isEmpty ? nil : $0 }
        source = try required(Name.source) { $0 }
        time = try required(Name.time, EpochMilliseconds.read)
        key = try required(Name.key) { $0 }
        caller = try optional(Name.caller) { text in
            Data(base64URL: text).flatMap { try? WireCoding.decode(Caller.self, from: $0) }
        }
        reply = ReplyAddress(headers)
        deadline = try optional(Name.deadline, EpochMilliseconds.read)
        contentHash = try optional(Name.contentHash) { Data(base64URL: $0) }
        // A foreign trace that we cannot read is no reason to refuse a message.
        trace = headers[Name.traceparent].flatMap { TraceContext($0) }
        after = AnnouncedEvent.read(headers[Name.after])
        attempt = try optional(Name.attempt) { Int($0) } ?? 1
    }
}

extension MessageHeaders.ReplyAddress {
    /// Nil when the message does not ask for an answer; only reply topics are answered to.
    init?(_ headers: KafkaHeaders) {
        guard let topic = headers[MessageHeaders.Name.replyTo], topic.hasSuffix(".replies"),
            let partition = headers[MessageHeaders.Name.replyPartition].flatMap({ Int32($0) }), partition >= 0,
            let correlation = headers[MessageHeaders.Name.correlation]
        else { return nil }
        self.init(topic: topic, partition: partition, correlation: correlation)
    }
}

/// Moments in headers: whole milliseconds since 1970.
enum EpochMilliseconds {
    static func write(_ date: Date) -> String {
        String(Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }

    static func read(_ text: String) -> Date? {
        Int64(text).map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }
}

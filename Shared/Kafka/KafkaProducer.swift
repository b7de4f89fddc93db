package import Foundation
package import Logging

/// Writes messages and knows for each whether the broker has it.
///
/// Messages survive a broker that comes back under another address and a client that failed for good: they are sent
/// again, in order, until their time is up. A message can therefore be written twice; readers remember what they did.
package final class KafkaProducer: Sendable {
    /// How long messages may wait and how they are batched.
    package enum Purpose: Sendable {
        /// At once, given up after five seconds: the asker has gone by then.
        case requestReply
        /// In batches, compressed, in order for each partition; given up after two minutes.
        case outbox

        var messageTimeout: Duration {
            switch self {
            case .requestReply: .seconds(5)
            case .outbox: .seconds(120)
            }
        }
    }

    /// Messages that may wait for the broker; more are refused with `queueFull`.
    static let queueLimit = 10_000

    private let loop: ProducerLoop

    package init(_ settings: KafkaSettings, clientID: String, purpose: Purpose, logger: Logger) {
        loop = ProducerLoop(settings, clientID: clientID, purpose: purpose, logger: logger)
        loop.start()
    }

    deinit {
        loop.requestClose(.zero)
    }

    /// Returns when the broker has the message; throws a `KafkaError` when that is not certain.
    package func send(_ message: KafkaMessage) async throws(KafkaError) -> KafkaDelivery {
        let result = await withCheckedContinuation { continuation in
            send(message) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    /// Hands a message over; `done` hears what became of it, on the producer's thread or at once, and must not block.
    package func send(
        _ message: KafkaMessage,
        _ done: @escaping @Sendable (Result<KafkaDelivery, KafkaError>) -> Void
    ) {
        loop.submit([message]) { _, result in done(result) }
    }

    /// Sends one message; see `send(_:)`.
    package func send(
        topic: String,
        partition: Int32? = nil,
        key: String?,
        value: Data,
        headers: KafkaHeaders = [:]
    ) async throws(KafkaError) -> KafkaDelivery {
        try await send(KafkaMessage(topic: topic, partition: partition, key: key, value: value, headers: headers))
    }

    /// Hands all messages over in order, then waits for all; one result per message, in the same order.
    package func sendBatch(_ messages: [KafkaMessage]) async -> [Result<KafkaDelivery, KafkaError>] {
        guard !messages.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            let results = BatchResults(count: messages.count, continuation)
            loop.submit(messages) { index, result in results.set(index, result) }
        }
    }

    /// Learns where the topics' partitions are, now and after every reconnection, so that no first message waits for
    /// it; throws when they cannot all be found within ten seconds.
    ///
    /// On the embedded broker asking for an unknown topic creates it: call `KafkaAdmin.ensure` before.
    package func warm(topics: [String]) async throws {
        try await loop.warm(topics)
    }

    /// Names the cluster behind the address, nil while there is no connection.
    ///
    /// Another name means another, empty log.
    package var clusterID: String? { loop.clusterID }

    /// Messages handed over and not yet known to be written.
    package var outstanding: Int { loop.outstanding }

    /// Waits for outstanding messages up to `timeout`, then fails the rest with `closed`.
    package func close(timeout: Duration = .seconds(5)) async {
        await loop.close(timeout)
    }
}

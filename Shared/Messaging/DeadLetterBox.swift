package import Kafka
package import Messages

/// One service's dead letters, for operators: look at them and send them again.
package struct DeadLetterBox: Sendable {
    package let service: ServiceName
    private let reader: KafkaRecordReader
    private let producer: KafkaProducer

    package init(_ service: ServiceName, reader: KafkaRecordReader, producer: KafkaProducer) {
        self.service = service
        self.reader = reader
        self.producer = producer
    }

    /// The oldest `limit` letters from `offset` on.
    package func letters(from offset: Int64 = 0, limit: Int = 1000) async throws -> [DeadLetter] {
        let place = KafkaPartition(service.deadLetters, 0)
        return try await reader.read(place, from: offset, count: limit).map { DeadLetter($0) }
    }

    /// The letter at exactly this offset, nil when it is gone.
    package func letter(at offset: Int64) async throws -> DeadLetter? {
        try await letters(from: offset, limit: 1).first { $0.offset == offset }
    }

    /// Sends the message to its old topic under its old id; handling it twice is prevented by the inbox.
    package func sendAgain(_ letter: DeadLetter) async throws {
        guard let message = letter.messageToSendAgain else {
            throw KafkaError(.configuration, "the letter does not say where it came from")
        }
        _ = try await producer.send(message)
    }
}
